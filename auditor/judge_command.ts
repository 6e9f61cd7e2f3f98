import { requireNet } from "@kafka-sim/common/permissions";
import type { ProgramContext } from "@kafka-sim/common/program";
import { lockFolder } from "./evidence/folder_lock.ts";
import { findJournal } from "./evidence/journal.ts";
import { KafkaLog } from "./evidence/kafka_log.ts";
import type { LedgerSizes } from "./evidence/ledger_files.ts";
import { LedgerFolder } from "./evidence/ledger_folder.ts";
import { replicaRoots } from "./evidence/replica_files.ts";
import { recordHashes } from "./evidence/record_hashes.ts";
import { NO_STORY, readStory } from "./evidence/story.ts";
import { isUnjudgeable } from "./evidence/unjudgeable.ts";
import { waitForGroup } from "./evidence/wait_for_group.ts";
import type { Digest } from "./judge/history.ts";
import { JudgeError } from "./judge/judge_error.ts";
import { digestLog } from "./judge/judge_run.ts";
import { type JudgeCase, judgeEvidence } from "./judge_evidence.ts";
import { Cluster } from "./log_reader/cluster.ts";
import { LogReaderError } from "./log_reader/errors.ts";
import { tellInconclusive, tellReport } from "./report/tell_report.ts";
import type { Report } from "./report/report.ts";
import { clearReport } from "./report/write_report.ts";
import { type JudgeSettings, judgeSettings, settingsByFlag } from "./settings.ts";

/**
 * `auditor judge`: reads ledgers and log, gives a verdict, writes the report and prints ten lines.
 *
 * @returns 0 passed, 3 failed, 1 inconclusive or not to be judged.
 */
export async function judgeCommand(
  settings: JudgeSettings,
  { log, signal }: ProgramContext,
): Promise<number> {
  await requireNet(settings.brokers);
  try {
    using _lock = lockFolder(settings.report!);
    await clearReport(settings.report!);
    const report = await judge(settings, signal);
    return await tellReport(settings, report, log);
  } catch (error) {
    if (!isUnjudgeable(error)) throw error;
    return tellInconclusive(error, log);
  }
}

async function judge(settings: JudgeSettings, signal: AbortSignal): Promise<Report> {
  const journal = findJournal(settings.ledger!);
  const story = journal ? readStory(journal) : NO_STORY;
  const { brokers, tls, startupTimeout: patience, clusterId = story.clusterId } = settings;
  requireSameCluster(clusterId, story.clusterId);
  const cluster = new Cluster({ brokers, tls, clusterId, patience, signal });
  try {
    return await judgeOn(cluster, { journal, sizes: story.sizes }, { settings, signal });
  } finally {
    cluster.close();
  }
}

/** The log of a run is where the run was; whatever else has a topic of that name is not it. */
function requireSameCluster(asked: string | undefined, run: string | undefined): void {
  if (run === undefined || asked === run) return;
  const message = `Cannot judge a run on cluster "${asked}": its journal says "${run}"`;
  throw new LogReaderError("wrong_cluster", message);
}

async function judgeOn(
  cluster: Cluster,
  { journal, sizes }: { readonly journal: JudgeCase["journal"]; readonly sizes: LedgerSizes },
  { settings, signal }: { readonly settings: JudgeSettings; readonly signal: AbortSignal },
): Promise<Report> {
  const folder = settings.ledger!;
  const found = LedgerFolder.open(folder, sizes);
  const { topic } = found;
  if (settings.topic !== undefined && settings.topic !== topic) {
    const state = `theirs is "${topic}"`;
    throw new JudgeError("ledgers_mixed", `Cannot judge topic "${settings.topic}": ${state}`);
  }
  const log = await KafkaLog.open(cluster, topic, recordHashes);
  const committed = await groupOffsets(cluster, found, { log, settings, signal });
  // Whoever read on while we waited has noted it by now.
  const ledgers = LedgerFolder.open(folder, sizes);
  const digests = new Map<number, Digest[]>(log.partitions.map((partition) => [partition, []]));
  for (let reading = 1; reading < settings.readings; reading++) {
    for (const [partition, digest] of await digestLog(log)) digests.get(partition)!.push(digest);
    log.readAgain();
  }
  const terms = {
    ...settings,
    replicas: replicaRoots(settings.dataDir, folder),
    settings: settingsByFlag(judgeSettings, settings),
  };
  return await judgeEvidence({ ledgers, log, digests, committed, journal }, terms);
}

async function groupOffsets(
  cluster: Cluster,
  { group, topic, readersMayGoOn }: LedgerFolder,
  { log, settings, signal }: { log: KafkaLog; settings: JudgeSettings; signal: AbortSignal },
): Promise<ReadonlyMap<number, number>> {
  if (group === undefined) return new Map();
  const limit = performance.now() + (readersMayGoOn ? settings.readingTimeout : 0);
  return await waitForGroup({
    committed: () => cluster.committed(group, topic, log.partitions),
    ends: await log.ends(),
    goesOn: () => performance.now() < limit,
    signal,
  });
}
