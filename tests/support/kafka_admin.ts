import kafkajs, { type Admin, type ITopicConfig } from "kafkajs";
import type { PartitionMetadata } from "@kafka-sim/common/metadata";
import { fetchPartitions } from "../../dev/kafka/partitions.ts";
import { until } from "./until.ts";

/** The topic for records that are no ticks. */
export const DEAD_LETTERS = "stock_ticks_dlq";

/** The topic in which Kafka keeps what groups have committed. */
const OFFSETS = "__consumer_offsets";

/** What a test's topic is like. */
export interface TopicPlan {
  readonly partitions?: number;
  /** The nodes' ids of each partition, its leader first; instead of `partitions`. */
  readonly replicas?: readonly (readonly number[])[];
  readonly config?: Readonly<Record<string, string>>;
}

/** A client for what tests do besides the programs under test. */
export function testClient(brokers: string): InstanceType<typeof kafkajs.Kafka> {
  return new kafkajs.Kafka({
    brokers: brokers.split(","),
    clientId: "kafka-sim-test",
    logLevel: kafkajs.logLevel.NOTHING,
  });
}

/** Connects, works, disconnects. */
export async function withAdmin<T>(
  brokers: string,
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = testClient(brokers).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Creates topics that must not exist yet; resolves when every partition has its leader. */
export async function createTopics(
  brokers: string,
  plans: Readonly<Record<string, TopicPlan>>,
): Promise<void> {
  const topics = Object.entries(plans).map(([topic, { partitions, replicas, config = {} }]) => ({
    topic,
    configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
    ...(replicas
      ? { replicaAssignment: replicas.map((ids, partition) => ({ partition, replicas: [...ids] })) }
      : { numPartitions: partitions ?? 3 }),
  }));
  await create(brokers, topics);
  for (const [topic, { replicas }] of Object.entries(plans)) {
    await allInSync(brokers, topic, replicas?.[0]?.length);
  }
}

/** Creates the topic that a consumer needs for what it cannot use, where there is none yet. */
export async function ensureDeadLetters(brokers: string): Promise<void> {
  await create(brokers, [{ topic: DEAD_LETTERS, numPartitions: 3 }]);
  await allInSync(brokers, DEAD_LETTERS);
}

/**
 * Waits until every replica of a topic is in sync, as every broker sees it.
 *
 * @param copies Of each partition; three, or one where there is one broker, unless told otherwise.
 */
export async function allInSync(
  brokers: string,
  topic: string,
  copies: number = Math.min(3, brokers.split(",").length),
): Promise<void> {
  for (const broker of brokers.split(",")) {
    let last: readonly PartitionMetadata[] = [];
    const isWhole = async () => {
      last = await fetchPartitions(broker, topic);
      return last.length > 0 &&
        last.every(({ leader, inSync }) => leader >= 0 && inSync.length === copies);
    };
    await until(`every replica of ${topic} in sync as ${broker} sees it`, 60, isWhole)
      .catch((error) => {
        throw new Error(`${error.message}: ${JSON.stringify(last)}`, { cause: error });
      });
  }
}

async function create(brokers: string, topics: ITopicConfig[]): Promise<void> {
  // kafkajs takes it for an error if a broker does not know the new topic at once.
  await withAdmin(brokers, (admin) => admin.createTopics({ topics, waitForLeaders: false }));
}

/** The node that coordinates a group. */
export async function coordinatorOf(brokers: string, group: string): Promise<number> {
  // Asking for a group's offsets makes Kafka create the topic that it keeps them in.
  const ask = () => withAdmin(brokers, (admin) => admin.fetchOffsets({ groupId: group }));
  await until(`a coordinator of group ${group}`, 60, ask);
  await allInSync(brokers, OFFSETS);
  const partitions = await fetchPartitions(brokers.split(",")[0]!, OFFSETS);
  return partitions[(javaHash(group) & 0x7fff_ffff) % partitions.length]!.leader;
}

/** Java's `String.hashCode()`, by which Kafka chooses a group's partition of its offsets topic. */
function javaHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (31 * hash + text.charCodeAt(at)) | 0;
  return hash;
}

/** Number of records in a topic. */
export async function countRecords(brokers: string, topic: string): Promise<number> {
  const offsets = await withAdmin(brokers, (admin) => admin.fetchTopicOffsets(topic));
  return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
}
