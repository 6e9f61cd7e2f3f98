import type { Breaker } from "@kafka-sim/common/breaker";
import { askCluster } from "@kafka-sim/common/cluster_query";
import type { KafkaClient } from "@kafka-sim/common/kafka";
import type { EventLog } from "@kafka-sim/common/log";
import { connectCluster } from "@kafka-sim/common/startup";
import { findDeadLetterTopic, holdsDeadLetters } from "./dead_letter_topic.ts";
import { DeadLetters } from "./dead_letters.ts";
import { createLetterSenders } from "./kafkajs_letter_sender.ts";
import type { ConsumerSettings } from "./settings.ts";
import type { Time } from "./time.ts";

/** Collaborators of {@linkcode openDeadLetters}. */
export interface DeadLetterDependencies {
  readonly client: KafkaClient;
  readonly breaker: Breaker;
  /** `host:port` of brokers that answer. */
  readonly brokers: readonly string[];
  readonly log: EventLog;
  readonly time: Time;
  readonly signal: AbortSignal;
  /** So many are acknowledged. */
  readonly onWritten: (count: number) => void;
}

const ANSWER_MS = 2_000;

/**
 * Finds the dead letter topic, waiting for it as for the topic itself. Undefined where the topic
 * holds dead letters itself: they go nowhere else.
 *
 * @throws {ProgramError} `topic_missing`.
 */
export async function openDeadLetters(
  settings: ConsumerSettings,
  deps: DeadLetterDependencies,
): Promise<DeadLetters | undefined> {
  if (holdsDeadLetters(settings)) return undefined;
  const { client, brokers, breaker, log, time, signal, onWritten } = deps;
  const options = { tls: settings.tls, timeout: ANSWER_MS };
  const { name: topic, partitions } = await findDeadLetterTopic(settings, {
    ask: (topics) => askCluster(brokers, topics, options),
    require: (topic) => connectCluster(client, settings, { log, signal, topic }),
  });
  const open = createLetterSenders({ connection: settings, topic, breaker, log });
  return new DeadLetters({ topic, partitions, open, time, log, onWritten });
}
