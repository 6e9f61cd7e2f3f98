import { askCluster } from "@kafka-sim/common/cluster_query";
import type { PartitionMetadata } from "@kafka-sim/common/metadata";

const ANSWER_MS = 1_000;

/**
 * Asks one node for a topic's partitions; an empty list if there is no such topic. On a fresh
 * connection: a client library would go on asking a paused node.
 *
 * @throws {Error} If there is no whole answer within `timeout` milliseconds.
 */
export async function fetchPartitions(
  address: string,
  topic: string,
  timeout: number = ANSWER_MS,
): Promise<readonly PartitionMetadata[]> {
  const { topics } = await askCluster([address], [topic], { tls: false, timeout });
  return topics.flatMap(({ partitions }) => partitions);
}
