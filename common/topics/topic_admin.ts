import type { PartitionMetadata } from "../metadata.ts";

/** A topic config as a broker has it. */
export interface TopicConfig {
  readonly value: string;
  /** Set on the topic itself; else it follows the brokers' settings. */
  readonly isOwn: boolean;
}

/** What a topic is like. */
export interface TopicState {
  readonly partitions: readonly PartitionMetadata[];
  /** All that a topic can have. Undefined: they cannot be read while a partition has no leader. */
  readonly configs: ReadonlyMap<string, TopicConfig> | undefined;
}

/** A topic that is to be created. */
export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** What can be asked and told about topics. Rejects with the client's errors. */
export interface TopicAdmin {
  /** Undefined: there is no such topic. */
  describe(topic: string): Promise<TopicState | undefined>;
  /** Whether every broker that answers sees so many partitions, each with a leader. */
  isServed(topic: string, partitions: number): Promise<boolean>;
  /** Does nothing if there is such a topic. */
  create(topic: NewTopic): Promise<void>;
  /** Grows a topic to so many partitions. */
  grow(topic: string, partitions: number): Promise<void>;
  /** Sets the topic's own configs; those not named go back to the brokers' settings. */
  replaceConfigs(topic: string, configs: Readonly<Record<string, string>>): Promise<void>;
}
