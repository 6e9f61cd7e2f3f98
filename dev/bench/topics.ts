import type { Admin } from "kafkajs";
import { disconnectWithin } from "@kafka-sim/common/disconnect";
import type { KafkaClient } from "@kafka-sim/common/kafka";
import { ensureTopic, KafkajsTopicAdmin, planTicks } from "@kafka-sim/common/topics";
import type { Stage } from "./stage.ts";

/** Of each topic. */
export const PARTITIONS = 6;
const COPIES = 3;
const IN_SYNC = 2;
const CLOSE_MS = 1_000;

/** The topics of a benchmark: 6 partitions with three copies, min.insync.replicas 2. */
export class BenchTopics {
  readonly #connect: () => KafkaClient;
  readonly #stage: Pick<Stage, "brokers" | "signal">;

  constructor(connect: () => KafkaClient, stage: Pick<Stage, "brokers" | "signal">) {
    this.#connect = connect;
    this.#stage = stage;
  }

  /** Creates a topic; resolves when every broker knows it and every partition has a leader. */
  async create(topic: string): Promise<void> {
    const { brokers, signal } = this.#stage;
    await this.#withAdmin(async (admin, client) => {
      const plan = planTicks({
        topic,
        partitions: PARTITIONS,
        replicationFactor: COPIES,
        minInsyncReplicas: IN_SYNC,
      });
      const topicAdmin = new KafkajsTopicAdmin(admin, client, {
        brokers: brokers.split(","),
        tls: false,
      });
      await ensureTopic(topicAdmin, plan, { signal });
    });
  }

  /** Makes room on the disk. */
  async remove(topic: string): Promise<void> {
    await this.#withAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
  }

  /** Number of records in a topic. */
  async count(topic: string): Promise<number> {
    const offsets = await this.#withAdmin((admin) => admin.fetchTopicOffsets(topic));
    return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  }

  /** A client of its own each time: kafkajs minds every topic that a client has ever named. */
  async #withAdmin<T>(work: (admin: Admin, client: KafkaClient) => Promise<T>): Promise<T> {
    const client = this.#connect();
    const admin = client.kafka.admin();
    client.watch(admin);
    try {
      await admin.connect();
      return await work(admin, client);
    } finally {
      await disconnectWithin(admin, CLOSE_MS);
      client.close();
    }
  }
}
