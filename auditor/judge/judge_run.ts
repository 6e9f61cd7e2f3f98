import { ClockBounds } from "./clock_bounds.ts";
import { doubtForbidden } from "./find_early.ts";
import { Findings } from "./findings.ts";
import type { Digest } from "./history.ts";
import { JudgeError } from "./judge_error.ts";
import { judgePartition, type PartitionJudgement } from "./judge_partition.ts";
import { limitOutages } from "./limit_outages.ts";
import { ReadingDigest } from "./reading_digest.ts";
import { holdersByName, LossNames, type ReplicaSearch } from "./replica_search.ts";
import type { RunEvidence, RunJudgement, RunLog, RunRules } from "./run_evidence.ts";
import { Latencies, stepOf } from "./timeline.ts";
import { reachVerdict } from "./verdict.ts";

/** A log that goes on being cut while it is read cannot be judged. */
const TRIES = 3;

/** Reads a log through and keeps what later readings are compared with. */
export async function digestLog(log: RunLog): Promise<Map<number, Digest>> {
  const digests = new Map<number, Digest>();
  for (const partition of log.partitions) {
    const digest = await rereading(log, async () => ReadingDigest.of(await log.skim(partition)));
    digests.set(partition, digest);
  }
  return digests;
}

/**
 * Judges partition by partition; holds one partition's records in memory.
 *
 * @throws {JudgeError} Where the ledgers make no sense or the log lacks a partition of theirs; what
 * reading throws.
 */
export async function judgeRun(evidence: RunEvidence, rules: RunRules): Promise<RunJudgement> {
  const { ledgers, log } = evidence;
  const missing = ledgers.partitions.find((partition) => !log.partitions.includes(partition));
  if (missing !== undefined) {
    const state = `the topic has ${log.partitions.length}`;
    throw new JudgeError("log_missing", `Cannot judge partition ${missing}: ${state}`);
  }
  const step = stepOf(ledgers.span);
  const all = newCollectors(step);
  const partitions: PartitionJudgement[] = [];
  for (const partition of log.partitions) {
    const work = () => judgeOne(evidence, partition, { ...rules, step });
    const { judged, collectors, lost } = await rereading(log, work);
    for (const digest of evidence.digests.get(partition) ?? []) digest[Symbol.dispose]?.();
    evidence.digests.delete(partition);
    const { findings } = collectors;
    if (lost.length > 0) locateLost(findings, evidence.replicas?.find(partition, lost));
    partitions.push(judged);
    all.findings.merge(findings);
    all.acknowledging.merge(collectors.acknowledging);
    all.reading.merge(collectors.reading);
    all.clocks.merge(collectors.clocks);
  }
  const hosts = ledgers.hosts.bind(ledgers);
  const unsure = limitOutages(partitions, { ...all, rules, hosts });
  const findings = all.findings.all;
  const verdict = reachVerdict({
    findings,
    acknowledged: partitions.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    perPartition: partitions,
    tornLedgers: ledgers.torn,
    doubts: [
      ...evidence.doubts(),
      ...unsure,
      ...doubtForbidden(evidence.forbidden ?? [], partitions),
      ...ledgers.grown().map((file) => `ledger ${file} is still being written`),
    ],
  }, rules);
  return { ...all, verdict, findings, partitions };
}

async function judgeOne(
  evidence: RunEvidence,
  partition: number,
  { readingTimeout, step }: RunRules & { readonly step: number },
) {
  const { ledgers, log, committed, digests } = evidence;
  const collectors = newCollectors(step);
  const losses = new LossNames(collectors.findings);
  const members = ledgers.group === undefined ? undefined : ledgers.members(partition);
  const judged = await judgePartition({
    partition,
    senders: ledgers.senders(partition),
    group: members && { committed: committed.get(partition), members },
    digests: digests.get(partition) ?? [],
    reading: await log.read(partition),
    end: ledgers.end,
    watchedUntil: evidence.watchedUntil ?? ledgers.end,
    readingTimeout,
    excused: (evidence.excused ?? []).filter((span) => (span.partition ?? partition) === partition),
    forbidden: evidence.forbidden ?? [],
  }, { ...collectors, findings: losses });
  return { judged, collectors, lost: losses.names };
}

function locateLost(
  findings: Findings,
  found: ReturnType<ReplicaSearch["find"]> | undefined,
): void {
  if (!found) return;
  const counts = [...found].map(([replica, names]) => [replica, names.length] as const);
  findings.locate("lost", Object.fromEntries(counts), holdersByName(found));
}

function newCollectors(step: number) {
  return {
    findings: new Findings(),
    acknowledging: new Latencies(step),
    reading: new Latencies(step),
    clocks: new ClockBounds(),
  };
}

async function rereading<T>(log: RunLog, work: () => Promise<T>): Promise<T> {
  for (let tries = 1;; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !log.isMoved(error)) throw error;
    }
  }
}
