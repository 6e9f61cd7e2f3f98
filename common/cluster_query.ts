import type { Admin } from "kafkajs";
import { disconnectWithin } from "./disconnect.ts";
import type { KafkaClient } from "./kafka.ts";

/** What a cluster says about itself. */
export interface ClusterAnswer {
  readonly clusterId: string;
  /** `host:port` as the brokers advertise themselves. */
  readonly brokers: readonly string[];
  /** Number of partitions by topic, of those asked for that exist. */
  readonly partitions: ReadonlyMap<string, number>;
}

const DISCONNECT_MS = 1_000;

/**
 * Asks the cluster who it is and how many partitions the topics have. Creates no topic, whatever
 * `auto.create.topics.enable` says.
 *
 * @throws Whatever kafkajs throws where the cluster cannot be talked to.
 */
export async function askCluster(
  client: KafkaClient,
  topics: readonly string[],
): Promise<ClusterAnswer> {
  const admin = client.kafka.admin();
  client.watch(admin);
  try {
    await admin.connect();
    const { clusterId, brokers } = await admin.describeCluster();
    const partitions = new Map<string, number>();
    for (const topic of topics) {
      const count = await countPartitions(admin, topic);
      if (count !== undefined) partitions.set(topic, count);
    }
    return { clusterId, brokers: brokers.map(formatAddress), partitions };
  } finally {
    await disconnectWithin(admin, DISCONNECT_MS);
  }
}

/** As settings name an address: an IPv6 host stands in brackets. */
function formatAddress({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

async function countPartitions(admin: Admin, topic: string): Promise<number | undefined> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.length;
  } catch (error) {
    if ((error as { type?: unknown }).type === "UNKNOWN_TOPIC_OR_PARTITION") return undefined;
    throw error;
  }
}
