import { LedgerError } from "@kafka-sim/common/ledger";
import { requireNet } from "@kafka-sim/common/permissions";
import type { ProgramContext } from "@kafka-sim/common/program";
import { VERSION } from "@kafka-sim/common/version";
import { KafkaLog } from "./evidence/kafka_log.ts";
import { LedgerFolder } from "./evidence/ledger_folder.ts";
import { recordHashes } from "./evidence/record_hashes.ts";
import { waitForGroup } from "./evidence/wait_for_group.ts";
import type { Digest } from "./judge/history.ts";
import { JudgeError } from "./judge/judge_error.ts";
import { digestLog, judgeRun, type RunJudgement } from "./judge/judge_run.ts";
import { Cluster } from "./log_reader/cluster.ts";
import { BrokerError, LogReaderError } from "./log_reader/errors.ts";
import { makeReport } from "./report/make_report.ts";
import type { Report } from "./report/report.ts";
import { summarizeReport } from "./report/summary.ts";
import { writeReport } from "./report/write_report.ts";
import { type JudgeSettings, judgeSettings } from "./settings.ts";

/** Exit code of a run that is not proven, or could not be judged. */
const INCONCLUSIVE = 1;

/**
 * `auditor judge`: reads ledgers and log, gives a verdict, writes the report and prints ten lines.
 *
 * @returns 0 passed, 3 failed, 1 inconclusive or not to be judged.
 */
export async function judgeCommand(
  settings: JudgeSettings,
  { log, signal }: ProgramContext,
): Promise<number> {
  const { brokers, tls, clusterId, startupTimeout } = settings;
  await requireNet(brokers);
  const cluster = new Cluster({ brokers, tls, clusterId, patience: startupTimeout, signal });
  try {
    const report = await judge(cluster, settings, signal);
    await writeReport(settings.report!, report);
    const { result, exitCode } = report.verdict;
    log.info("verdict_reached", { verdict: result, folder: settings.report });
    print(`${summarizeReport(report)}\n`);
    return exitCode;
  } catch (error) {
    if (!isUnjudgeable(error)) throw error;
    log.error("failed", { error });
    print(`Inconclusive: ${error.message}.\n`);
    return INCONCLUSIVE;
  } finally {
    cluster.close();
  }
}

async function judge(
  cluster: Cluster,
  settings: JudgeSettings,
  signal: AbortSignal,
): Promise<Report> {
  const folder = settings.ledger!;
  const found = LedgerFolder.open(folder);
  const { topic } = found;
  if (settings.topic !== undefined && settings.topic !== topic) {
    const state = `theirs is "${topic}"`;
    throw new JudgeError("ledgers_mixed", `Cannot judge topic "${settings.topic}": ${state}`);
  }
  const log = await KafkaLog.open(cluster, topic, recordHashes);
  const committed = await groupOffsets(cluster, found, { log, settings, signal });
  // Whoever read on while we waited has noted it by now.
  const ledgers = LedgerFolder.open(folder);
  const digests = new Map<number, Digest[]>(log.partitions.map((partition) => [partition, []]));
  for (let reading = 1; reading < settings.readings; reading++) {
    for (const [partition, digest] of await digestLog(log)) digests.get(partition)!.push(digest);
  }
  const doubts = ledgers.nameless.map((file) => `ledger ${file} ends before it says whose it is`);
  if (log.hiddenBatches > 0) {
    doubts.push(`${log.hiddenBatches} batches of transactions aborted or open were left out`);
  }
  const judgement = await judgeRun({ ledgers, log, digests, committed, doubts }, {
    ...settings,
    failOnStrangers: !settings.sharedTopic,
  });
  return describe(judgement, { ledgers, log, settings });
}

async function groupOffsets(
  cluster: Cluster,
  { group, topic, readersMayGoOn }: LedgerFolder,
  { log, settings, signal }: { log: KafkaLog; settings: JudgeSettings; signal: AbortSignal },
): Promise<ReadonlyMap<number, number>> {
  if (group === undefined) return new Map();
  return await waitForGroup({
    committed: () => cluster.committed(group, topic, log.partitions),
    ends: await log.ends(),
    patience: readersMayGoOn ? settings.readingTimeout : 0,
    signal,
  });
}

function describe(
  judgement: RunJudgement,
  { ledgers, log, settings }: {
    ledgers: LedgerFolder;
    log: KafkaLog;
    settings: JudgeSettings;
  },
): Report {
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
      brokers: settings.brokers,
      start: new Date(ledgers.start).toISOString(),
      end: new Date(ledgers.end).toISOString(),
    },
    fault: null,
    marks: [],
    settings: settingsByFlag(settings),
    ledgers: ledgers.ledgers.map(({ path, head, size, ended, truncated }) => ({
      file: path,
      kind: head.kind === "producer" ? "sender" : "reader",
      name: head.kind === "producer" ? head.sender : head.member,
      bytes: size,
      closed: ended,
      tornBytes: truncated,
    })),
    readings: settings.readings,
    leaders: log.leaders,
  });
}

function settingsByFlag(settings: JudgeSettings): Report["settings"] {
  const rows = Object.entries(judgeSettings).map(([name, { flag }]) => {
    const value = settings[name as keyof JudgeSettings];
    const plain = typeof value === "object" ? value.join(",") : value ?? null;
    return [flag, plain] as const;
  });
  return Object.fromEntries(rows);
}

function isUnjudgeable(error: unknown): error is Error {
  return error instanceof JudgeError || error instanceof LedgerError ||
    error instanceof LogReaderError || error instanceof BrokerError;
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}
