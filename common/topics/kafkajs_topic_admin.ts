import kafkajs, { type Admin } from "kafkajs";
import { askCluster, type QueryOptions } from "../cluster_query.ts";
import type { KafkaClient } from "../kafka.ts";
import type { ClusterMetadata, TopicMetadata } from "../metadata.ts";
import type { ConnectionSettings } from "../shared_settings.ts";
import type { NewTopic, TopicAdmin, TopicConfig, TopicState } from "./topic_admin.ts";

const ANSWER_MS = 2_000;
const CHANGE_MS = 10_000;
const UNKNOWN_TOPIC = 3;
/** Of kafkajs' configSource: set on the topic itself. */
const TOPIC_CONFIG = 1;

/**
 * Topics by kafkajs' admin client. Who leads what is asked without it: it takes any partition
 * without a leader for a failure.
 */
export class KafkajsTopicAdmin implements TopicAdmin {
  readonly #admin: Admin;
  readonly #client: KafkaClient;
  readonly #brokers: readonly string[];
  readonly #options: QueryOptions;

  /** @param admin Of the client, connected; closed by whoever opened it. */
  constructor(
    admin: Admin,
    client: KafkaClient,
    { brokers, tls }: Pick<ConnectionSettings, "brokers" | "tls">,
  ) {
    this.#admin = admin;
    this.#client = client;
    this.#brokers = brokers;
    this.#options = { tls, timeout: ANSWER_MS };
  }

  async describe(topic: string): Promise<TopicState | undefined> {
    const { topics } = await askCluster(this.#brokers, [topic], this.#options);
    const found = topics.find(({ name }) => name === topic);
    if (!found || found.errorCode === UNKNOWN_TOPIC) return undefined;
    const { partitions } = found;
    if (partitions.some(({ leader }) => leader < 0)) return { partitions, configs: undefined };
    this.#client.focusOn(topic);
    const configs = await this.#describeConfigs(topic);
    return configs && { partitions, configs };
  }

  async isServed(topic: string, partitions: number): Promise<boolean> {
    const { brokers } = await askCluster(this.#brokers, [], this.#options);
    const answers = await Promise.all(brokers.map((broker) => this.#ask(broker, topic)));
    const views = answers.filter((answer) => answer !== undefined);
    return views.length > 0 && views.every(({ topics: [view] }) => isWhole(view, partitions));
  }

  async create({ name, partitions, replicationFactor, configs }: NewTopic): Promise<void> {
    await this.#admin.createTopics({
      topics: [{
        topic: name,
        numPartitions: partitions,
        replicationFactor,
        configEntries: entries(configs),
      }],
      timeout: CHANGE_MS,
      waitForLeaders: false,
    });
  }

  async grow(topic: string, partitions: number): Promise<void> {
    const topicPartitions = [{ topic, count: partitions }];
    await this.#admin.createPartitions({ topicPartitions, timeout: CHANGE_MS });
  }

  async replaceConfigs(topic: string, configs: Readonly<Record<string, string>>): Promise<void> {
    const type = kafkajs.ConfigResourceTypes.TOPIC;
    const resources = [{ type, name: topic, configEntries: entries(configs) }];
    await this.#admin.alterConfigs({ resources, validateOnly: false });
  }

  async #describeConfigs(topic: string): Promise<Map<string, TopicConfig> | undefined> {
    const resources = [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }];
    try {
      const answer = await this.#admin.describeConfigs({ resources, includeSynonyms: false });
      const configs = answer.resources[0]?.configEntries ?? [];
      return new Map(configs.map(({ configName, configValue, configSource }) => [
        configName,
        { value: configValue, isOwn: configSource as number === TOPIC_CONFIG },
      ]));
    } catch (error) {
      // Another broker than the one asked before, and it has not heard of the topic yet.
      if ((error as { type?: unknown }).type === "UNKNOWN_TOPIC_OR_PARTITION") return undefined;
      throw error;
    }
  }

  async #ask(broker: string, topic: string): Promise<ClusterMetadata | undefined> {
    return await askCluster([broker], [topic], this.#options).catch(() => undefined);
  }
}

function isWhole(topic: TopicMetadata | undefined, partitions: number): boolean {
  return topic?.errorCode === 0 && topic.partitions.length === partitions &&
    topic.partitions.every(({ leader }) => leader >= 0);
}

function entries(configs: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(configs).map(([name, value]) => ({ name, value }));
}
