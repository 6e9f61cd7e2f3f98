import { disconnectWithin } from "@kafka-sim/common/disconnect";
import type { KafkaClient } from "@kafka-sim/common/kafka";
import type { Time } from "./time.ts";

/** Options of {@linkcode watchPartitions}. */
export interface PartitionWatchOptions {
  /** Asks for the topic's number of partitions. */
  readonly count: () => Promise<number>;
  readonly time: Time;
  readonly signal: AbortSignal;
  /** Milliseconds between two questions. */
  readonly every: number;
  /** Gets the number of partitions, the same one too. */
  readonly onCount: (partitions: number) => void;
}

const CLOSE_MS = 1_000;

/**
 * Asks again and again, until the signal: an unanswered question is asked again next time. At the
 * signal nobody waits for the answer, which may take minutes, and a late one counts no more.
 */
export async function watchPartitions(options: PartitionWatchOptions): Promise<void> {
  const { count, time, signal, every, onCount } = options;
  const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
  signal.addEventListener("abort", () => resolve(undefined));
  while (!signal.aborted) {
    await time.wait(every, signal);
    if (signal.aborted) return;
    try {
      const partitions = await Promise.race([count(), stopped]);
      if (partitions !== undefined && !signal.aborted) onCount(partitions);
    } catch {
      // The lanes report what is wrong with the cluster; growth can wait.
    }
  }
}

/** Asks the cluster, on connections of its own that are closed again. */
export async function countPartitions(client: KafkaClient, topic: string): Promise<number> {
  const admin = client.kafka.admin();
  client.watch(admin);
  try {
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.length ?? 0;
  } finally {
    await disconnectWithin(admin, CLOSE_MS);
  }
}
