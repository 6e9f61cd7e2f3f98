import { replicationOf } from "./compare.ts";
import { atLeast, exactly, type TopicPlan, type Wish } from "./plan.ts";
import type { TopicState } from "./topic_admin.ts";

/** What is wished for a topic of ticks; what is left out has a default, of which more is fine. */
export interface TickTopicOptions {
  readonly topic: string;
  /** @default {3} */
  readonly partitions?: number | undefined;
  /** @default {1} */
  readonly replicationFactor?: number | undefined;
  /** @default {as it is} */
  readonly minInsyncReplicas?: number | undefined;
  /**
   * Milliseconds, −1 for ever.
   *
   * @default {168 hours}
   */
  readonly retention?: number | undefined;
  /** Others, by Kafka's names. */
  readonly config?: Readonly<Record<string, string>> | undefined;
}

const PARTITIONS = 3;
const REPLICATION_FACTOR = 1;
const RETENTION_MS = 168 * 60 * 60 * 1000;
/** What Apicurio Registry 3 keeps in Kafka: its store, snapshots of that, and news of changes. */
const REGISTRY_TOPICS = ["kafkasql-journal", "kafkasql-snapshots", "registry-events"];
/** Kafka's own default of `max.message.bytes`. */
const MAX_MESSAGE_BYTES = 1_048_588;
/** A dead letter has headers of its own around what may be the largest record of the source. */
const DEAD_LETTER_EXTRA_BYTES = 64 * 1024;
/** One leader on each of three brokers; dead letters should be few. */
const DEAD_LETTER_PARTITIONS = 3;

/** Plans the topic of the ticks. */
export function planTicks(options: TickTopicOptions): TopicPlan {
  return {
    name: options.topic,
    partitions: wish(options.partitions, PARTITIONS),
    replicationFactor: wish(options.replicationFactor, REPLICATION_FACTOR),
    configs: {
      ...shared(options),
      ...Object.fromEntries(
        Object.entries(options.config ?? {}).map(([name, value]) => [name, exactly(value)]),
      ),
    },
  };
}

/**
 * Plans the dead letter topic of a topic of ticks: as safe as that, and with room for its largest
 * record and what is said about it.
 *
 * @param source What that topic is like; undefined: it does not exist yet.
 */
export function planDeadLetters(
  name: string,
  options: TickTopicOptions,
  source: TopicState | undefined,
): TopicPlan {
  const replicas = source ? replicationOf(source) : options.replicationFactor ?? REPLICATION_FACTOR;
  const partitions = source?.partitions.length ?? options.partitions ?? PARTITIONS;
  const largest = Number(
    source?.configs?.get("max.message.bytes")?.value ?? options.config?.["max.message.bytes"] ??
      MAX_MESSAGE_BYTES,
  );
  return {
    name,
    partitions: atLeast(Math.min(partitions, DEAD_LETTER_PARTITIONS)),
    replicationFactor: atLeast(replicas),
    configs: {
      ...shared(options),
      "max.message.bytes": atLeast(String(largest + DEAD_LETTER_EXTRA_BYTES)),
    },
  };
}

/**
 * Plans the topics of an Apicurio schema registry, as safe as that of the ticks. The journal is the store
 * itself, read from its beginning at each start: a record that were gone would take its schemas along.
 * Left to itself the registry makes them with the cluster's retention, 168 hours by default.
 */
export function planRegistry(options: TickTopicOptions): TopicPlan[] {
  const { replicationFactor, minInsyncReplicas } = options;
  const { configs } = planTicks({ topic: "", minInsyncReplicas, retention: -1 });
  return REGISTRY_TOPICS.map((name) => ({
    name,
    // Their order counts.
    partitions: exactly(1),
    replicationFactor: wish(replicationFactor, REPLICATION_FACTOR),
    configs: { ...configs, "retention.bytes": exactly("-1"), "cleanup.policy": exactly("delete") },
  }));
}

function shared({ retention, minInsyncReplicas }: TickTopicOptions): Record<string, Wish<string>> {
  return {
    "retention.ms": retention === undefined
      ? atLeast(String(RETENTION_MS))
      : exactly(String(retention)),
    ...minInsyncReplicas !== undefined && {
      "min.insync.replicas": exactly(String(minInsyncReplicas)),
    },
  };
}

function wish(given: number | undefined, otherwise: number): Wish<number> {
  return given === undefined ? atLeast(otherwise) : exactly(given);
}
