import type { Admin } from "kafkajs";
import { disconnectWithin } from "@kafka-sim/common/disconnect";
import type { KafkaClient } from "@kafka-sim/common/kafka";

/** Whose offsets are asked for. */
export interface OffsetsQuery {
  readonly topic: string;
  readonly group: string;
  /** Where a group without committed offsets begins. */
  readonly from: "earliest" | "latest";
}

/** Where a partition's log ends, and where the group goes on in it. */
export interface HeardOffsets {
  readonly partition: number;
  readonly end: bigint;
  readonly committed: bigint;
}

const CLOSE_MS = 1_000;

/** Asks the cluster, on connections of its own that are closed again. */
export async function askOffsets(
  client: KafkaClient,
  { topic, group, from }: OffsetsQuery,
): Promise<HeardOffsets[]> {
  const admin: Admin = client.kafka.admin();
  client.watch(admin);
  try {
    await admin.connect();
    const logs = await admin.fetchTopicOffsets(topic);
    const [answer] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    const committed = new Map(
      answer?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]),
    );
    return logs.map(({ partition, low, high }) => {
      const begin = BigInt(from === "earliest" ? low : high);
      const known = committed.get(partition) ?? -1n;
      return { partition, end: BigInt(high), committed: known < 0n ? begin : known };
    });
  } finally {
    await disconnectWithin(admin, CLOSE_MS);
  }
}
