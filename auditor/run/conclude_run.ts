import { KafkaLog } from "../evidence/kafka_log.ts";
import { LedgerFolder } from "../evidence/ledger_folder.ts";
import { replicaRoots } from "../evidence/replica_files.ts";
import { recordHashes } from "../evidence/record_hashes.ts";
import { readStory } from "../evidence/story.ts";
import { waitForGroup } from "../evidence/wait_for_group.ts";
import { judgeEvidence } from "../judge_evidence.ts";
import { digestLog } from "../judge/judge_run.ts";
import { Cluster } from "../log_reader/cluster.ts";
import type { Report } from "../report/report.ts";
import { type RunSettings, runSettings } from "../run_settings.ts";
import { settingsByFlag } from "../settings.ts";
import type { Crew } from "./crew.ts";
import type { DrillRun } from "./drill_run.ts";
import type { LiveRun } from "./live_run.ts";
import { restoreLeaders } from "./restore_leaders.ts";
import type { RunFolder } from "./run_folder.ts";
import type { TopicWatch } from "./topic_watch.ts";

/** A run whose time is over. */
export interface EndingRun {
  readonly topic: string;
  readonly drill: DrillRun;
  readonly crew: Crew;
  readonly live: LiveRun;
  readonly watch: TopicWatch;
  readonly folder: RunFolder;
  readonly settings: RunSettings;
}

/** How long to wait for replicas that are not in sync before reading is judged all the same. */
const SYNC_MS = 120_000;
const RESTORE_MS = 60_000;
const READINGS = 2;

/**
 * Ends a run in order and judges it: senders, readers, a first reading of the log as it is found, a
 * second one from the first replica of each partition.
 *
 * @throws {JudgeError}, {LedgerError}, {LogReaderError}, {BrokerError} Where nothing can be judged.
 */
export async function concludeRun(ending: EndingRun): Promise<Report> {
  const { topic, drill, crew, watch, folder, settings } = ending;
  drill.enter("stopping");
  await crew.stopSenders();
  drill.enter("catching-up");
  const { brokers, tls, startupTimeout: patience } = settings;
  const { clusterId = readStory(folder.journal.entries).clusterId } = settings;
  const cluster = new Cluster({ brokers, tls, clusterId, patience });
  try {
    const log = await KafkaLog.open(cluster, topic, recordHashes);
    const committed = await catchUp(cluster, log, ending);
    drill.enter("reading");
    const first = await digestLog(log);
    drill.enter("restoring");
    await watch.look();
    for (const doubt of await restoreLeaders({ cluster, topic, patience: RESTORE_MS })) {
      drill.doubt(doubt);
    }
    log.readAgain();
    drill.enter("judging");
    await drill.close();
    const { sizes } = readStory(folder.journal.entries);
    return await judgeEvidence({
      ledgers: LedgerFolder.open(folder.ledgers, sizes),
      log,
      digests: new Map([...first].map(([partition, digest]) => [partition, [digest]])),
      committed,
      journal: folder.journal.entries,
    }, {
      ...settings,
      sharedTopic: false,
      readings: READINGS,
      replicas: replicaRoots(settings.dataDir, folder.path),
      settings: settingsByFlag(runSettings, settings),
    });
  } finally {
    cluster.close();
  }
}

/**
 * Lets the readers read to the end, for as long as is allowed since all replicas are in sync; then
 * ends them. Resolves to what the group has committed.
 */
async function catchUp(
  cluster: Cluster,
  log: KafkaLog,
  { topic, drill, crew, live, watch, settings }: EndingRun,
): Promise<ReadonlyMap<number, number>> {
  const { group } = drill.status();
  const committed = () => cluster.committed(group, topic, log.partitions);
  if (settings.readers > 0 || live.isRead) {
    const begun = performance.now();
    const ends = await log.ends();
    const goesOn = () => {
      const since = watch.inSyncSince;
      const limit = since === undefined
        ? begun + SYNC_MS
        : Math.max(begun, since) + settings.readingTimeout;
      return performance.now() < limit;
    };
    await waitForGroup({ committed, ends, goesOn });
    if (watch.inSyncSince === undefined) {
      drill.doubt("not all replicas were in sync at the end");
    }
  }
  await crew.stopReaders();
  return await committed();
}
