import { wait } from "@kafka-sim/common/wait";
import type { Cluster } from "../log_reader/cluster.ts";
import type { PartitionMetadata } from "../log_reader/metadata.ts";

/** Options of {@linkcode restoreLeaders}. */
export interface RestoreOptions {
  readonly cluster: Pick<Cluster, "electPreferred" | "topic">;
  readonly topic: string;
  /** Milliseconds to go on trying. */
  readonly patience: number;
  /** Milliseconds between two tries. @default {500} */
  readonly interval?: number;
}

const INTERVAL_MS = 500;

/**
 * Has every partition led by the first of its replicas again, so that the next reading is made from
 * another copy than the one that took over.
 *
 * @returns What was not reached, a clause each.
 */
export async function restoreLeaders(options: RestoreOptions): Promise<string[]> {
  const { cluster, topic, patience, interval = INTERVAL_MS } = options;
  const limit = performance.now() + patience;
  for (;;) {
    const { partitions } = await cluster.topic(topic);
    const others = partitions.filter(({ leader, replicas }) => leader !== replicas[0]);
    if (others.length === 0) return [];
    if (performance.now() > limit) return others.map(describe);
    await cluster.electPreferred(topic, others.map(({ partition }) => partition));
    await wait(interval);
  }
}

function describe({ partition, replicas }: PartitionMetadata): string {
  return `partition ${partition} could not be read from node ${replicas[0]}, which did not lead it`;
}
