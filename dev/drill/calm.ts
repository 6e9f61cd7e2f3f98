import { askCluster } from "@kafka-sim/common/cluster_query";
import type { AuditorStatus, PartitionStatus } from "./auditor/control.ts";
import type { Stage } from "./stage.ts";

/** Readings one after the other that all must be calm. */
const STABLE = 8;
/** Seconds of records that reading may be behind. */
const LAG = 2;
/** Seconds: a stall below that is the time between two batches. */
const NO_STALL = 1;
const ANSWER_MS = 1_000;
const OFFSETS = "__consumer_offsets";
const UNKNOWN_TOPIC = 3;

/** Whether every copy is in sync, nobody waits, and the group is next to the end of the log. */
export function isCalm({ partitions }: AuditorStatus): boolean {
  return partitions.length > 0 &&
    partitions.every((partition) =>
      isWhole(partition) && partition.stall < NO_STALL && lagOf(partition) < LAG
    );
}

/** Whether each partition has acknowledged, and given to read, something sent after `before`. */
export function goesOn(now: AuditorStatus, before: AuditorStatus): boolean {
  return now.partitions.length > 0 && now.partitions.every((partition) => {
    const then = before.partitions.find((one) => one.partition === partition.partition);
    const sent = then?.sent ?? 0;
    return partition.acknowledged > sent && partition.read > sent;
  });
}

/**
 * Waits until every copy is in sync, of the internal topics too, as every node sees it.
 *
 * @returns The seconds it took.
 * @throws {LateError} If it is not in time.
 */
export async function untilInSync(stage: Stage, seconds: number): Promise<number> {
  const waited = await stage.until(
    "every copy in sync, as every node sees it",
    seconds,
    async () => {
      if (!(await stage.fresh()).partitions.every(isWhole)) return false;
      for (const { address } of stage.nodes) {
        if (!await seesAllInSync(stage, address)) return false;
      }
      return true;
    },
  );
  return waited.seconds;
}

/**
 * Waits until the last {@linkcode STABLE} readings are calm.
 *
 * @throws {LateError} If it is not in time.
 */
export async function untilQuiet(stage: Stage, seconds: number): Promise<number> {
  let stable = 0;
  const waited = await stage.until("all quiet", seconds, async () => {
    stable = isCalm(await stage.fresh()) ? stable + 1 : 0;
    return stable >= STABLE;
  });
  return waited.seconds;
}

async function seesAllInSync({ nodes, status }: Stage, address: string): Promise<boolean> {
  const options = { tls: false, timeout: ANSWER_MS };
  const { brokers, topics } = await askCluster([address], [status.topic, OFFSETS], options);
  return brokers.length === nodes.length &&
    topics.every(({ errorCode, partitions }) =>
      errorCode === UNKNOWN_TOPIC ||
      partitions.every(({ leader, replicas, inSync }) =>
        leader >= 0 && inSync.length === replicas.length
      )
    );
}

function isWhole({ leader, isr, replicas }: PartitionStatus): boolean {
  return leader >= 0 && isr.length === replicas.length;
}

/** Seconds of records that are acknowledged and not yet read. */
function lagOf({ acknowledged, read, acknowledgedPerSecond }: PartitionStatus): number {
  return Math.max(0, acknowledged - read) / Math.max(1, acknowledgedPerSecond);
}
