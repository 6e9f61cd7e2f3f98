import { VERSION } from "@kafka-sim/common/version";
import { doubtCopies } from "./evidence/doubt_copies.ts";
import { doubtReaders } from "./evidence/doubt_readers.ts";
import type { TimedEntry } from "./evidence/journal.ts";
import type { KafkaLog } from "./evidence/kafka_log.ts";
import type { LedgerFolder } from "./evidence/ledger_folder.ts";
import { ReplicaFiles, type ReplicaRoot } from "./evidence/replica_files.ts";
import { NO_STORY, readStory, type Story } from "./evidence/story.ts";
import type { Digest } from "./judge/history.ts";
import { judgeRun } from "./judge/judge_run.ts";
import type { RunRules } from "./judge/run_evidence.ts";
import { makeReport } from "./report/make_report.ts";
import { describeStory } from "./report/describe_story.ts";
import type { Report } from "./report/report.ts";

/** Everything that a verdict rests on. */
export interface JudgeCase {
  readonly ledgers: LedgerFolder;
  /** Is read once more. */
  readonly log: KafkaLog;
  /** Of earlier readings. */
  readonly digests: Map<number, readonly Digest[]>;
  readonly committed: ReadonlyMap<number, number>;
  /** The run's journal; undefined where there is none. */
  readonly journal: readonly TimedEntry[] | undefined;
}

/** What the program was told. */
export interface JudgeTerms {
  readonly brokers: readonly string[];
  readonly minAcknowledged: number;
  readonly minPerPartition: number;
  readonly writingLimit: number | undefined;
  readonly readingLimit: number | undefined;
  readonly readingTimeout: number;
  readonly sharedTopic: boolean;
  /** How often the log was read, this last time with it. */
  readonly readings: number;
  /** Folders to search for what is lost. */
  readonly replicas: readonly ReplicaRoot[];
  /** All settings, by flag. */
  readonly settings: Report["settings"];
}

/** Reads the log a last time, judges, and makes the report. Throws what `judgeRun` throws. */
export async function judgeEvidence(evidence: JudgeCase, terms: JudgeTerms): Promise<Report> {
  const { ledgers, log, journal } = evidence;
  const story = journal ? readStory(journal) : NO_STORY;
  const rules = rulesOf(terms, story);
  // Counted anew in each reading.
  log.hiddenBatches = 0;
  const judgement = await judgeRun({
    ledgers,
    log,
    digests: evidence.digests,
    committed: evidence.committed,
    watchedUntil: Math.max(ledgers.end, story.end ?? 0),
    excused: story.excused,
    forbidden: story.forbidden,
    replicas: new ReplicaFiles(terms.replicas, ledgers.topic),
    doubts: () => [
      ...ledgers.doubts,
      ...doubtReaders(ledgers, story, rules),
      ...doubtCopies(journal ?? [], log.copies),
      ...story.doubts,
      ...log.hiddenBatches === 0
        ? []
        : [`${log.hiddenBatches} batches of transactions aborted or open were left out`],
    ],
  }, rules);
  return makeReport(judgement, {
    created: new Date().toISOString(),
    tool: {
      name: "auditor",
      version: VERSION,
      deno: Deno.version.deno,
      platform: `${Deno.build.os} ${Deno.build.arch}`,
    },
    run: {
      topic: ledgers.topic,
      group: ledgers.group ?? null,
      clusterId: log.clusterId,
      brokers: terms.brokers,
      start: new Date(ledgers.start).toISOString(),
      end: new Date(ledgers.end).toISOString(),
    },
    ...describeStory(journal ?? [], story.fault, rules),
    settings: terms.settings,
    ledgers: ledgers.ledgers.map(({ path, head, size, ended, truncated }) => ({
      file: ledgers.nameIn(path),
      kind: head.kind === "producer" ? "sender" : "reader",
      name: head.kind === "producer" ? head.sender : head.member,
      bytes: size,
      closed: ended,
      tornBytes: truncated,
    })),
    readings: terms.readings,
    leaders: log.copies,
  });
}

/** What is said on the command line holds before what the fault's declaration says. */
function rulesOf(terms: JudgeTerms, { fault }: Story): RunRules {
  const { minAcknowledged, minPerPartition, sharedTopic } = terms;
  const limit = (seconds: number | undefined) =>
    seconds === undefined ? undefined : seconds * 1_000;
  return {
    minAcknowledged,
    minPerPartition,
    failOnStrangers: !sharedTopic,
    writingLimit: terms.writingLimit ?? limit(fault?.limits.writing),
    readingLimit: terms.readingLimit ?? limit(fault?.limits.reading),
    readingTimeout: terms.readingTimeout,
  };
}
