import { askCluster } from "@kafka-sim/common/cluster_query";
import type { AuditorStatus, PartitionStatus } from "./auditor/control.ts";
import type { Stage } from "./stage.ts";

/** Readings one after the other that all must be calm. */
const STABLE = 8;
/** Seconds of records by which the distance between writing and reading may change. */
const LAG = 2;
/** Seconds: a stall below that is the time between two batches. */
const NO_STALL = 1;
const ANSWER_MS = 1_000;
const OFFSETS = "__consumer_offsets";
const UNKNOWN_TOPIC = 3;

/** Whether every copy is in sync and nobody waits for an acknowledgement. */
export function isCalm({ partitions }: AuditorStatus): boolean {
  return partitions.length > 0 &&
    partitions.every((partition) => isWhole(partition) && partition.stall < NO_STALL);
}

/**
 * Whether the group reads as fast as is written: in each partition the distance between the two
 * stays the same from one reading to the next. How great it is does not matter: what is acknowledged
 * and lost is never read.
 */
export function keepsUp(readings: readonly AuditorStatus[]): boolean {
  const [first, last] = [readings[0]!, readings.at(-1)!];
  return last.partitions.every(({ partition, read, acknowledgedPerSecond }) => {
    const course = readings.flatMap(({ partitions }) =>
      partitions.filter((one) => one.partition === partition)
    );
    const before = first.partitions.find((one) => one.partition === partition);
    const lags = course.map((one) => one.acknowledged - one.read);
    const change = Math.max(...lags) - Math.min(...lags);
    const goesOn = read > (before?.read ?? 0) || acknowledgedPerSecond === 0;
    return goesOn && change < LAG * Math.max(1, acknowledgedPerSecond);
  });
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
 * Waits until the last {@linkcode STABLE} readings are calm and the group keeps up in them.
 *
 * @throws {LateError} If it is not in time.
 */
export async function untilQuiet(stage: Stage, seconds: number): Promise<number> {
  let readings: readonly AuditorStatus[] = [];
  const waited = await stage.until("all quiet", seconds, async () => {
    const now = await stage.fresh();
    readings = isCalm(now) ? [...readings, now].slice(-STABLE) : [];
    return readings.length === STABLE && keepsUp(readings);
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
