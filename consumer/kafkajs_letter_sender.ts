import kafkajs, { type Message, type Producer, type ProducerConfig } from "kafkajs";
import type { Breaker } from "@kafka-sim/common/breaker";
import { disconnectWithin } from "@kafka-sim/common/disconnect";
import { createClient, type KafkaClient } from "@kafka-sim/common/kafka";
import type { EventLog } from "@kafka-sim/common/log";
import type { ConnectionSettings } from "@kafka-sim/common/shared_settings";
import { isRefusal } from "./kafkajs_errors.ts";
import type { LetterSender, OpenLetterSender, WriteOutcome } from "./letter_sender.ts";

/** A partition that has moved is found in this time at the latest, in milliseconds. */
const METADATA_MAX_AGE_MS = 30_000;
const CLOSE_MS = 1_000;
/** The least that kafkajs allows with idempotence: the lane tries again, with the same letters. */
const RETRIES = 1;

/** How kafkajs' producers are set up: nothing that matters is left to its defaults. */
export const LETTER_PRODUCER: ProducerConfig = {
  idempotent: true,
  maxInFlightRequests: 1,
  allowAutoTopicCreation: false,
  createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  metadataMaxAge: METADATA_MAX_AGE_MS,
  retry: { retries: RETRIES },
};

/** What the senders of one consumer share. */
export interface LetterSenderOptions {
  readonly connection: ConnectionSettings;
  /** The dead letter topic. */
  readonly topic: string;
  readonly breaker: Breaker;
  readonly log: EventLog;
}

/**
 * Senders on kafkajs, each with an idempotent producer of its own: a producer locks per broker, and
 * only a new one gets a new producer id.
 */
export function createLetterSenders(options: LetterSenderOptions): OpenLetterSender {
  return async (partition) => {
    const client = createClient(options.connection, {
      clientId: "kafka-sim-consumer-dlq",
      log: options.log,
      breaker: options.breaker,
      retries: RETRIES,
    });
    const producer = client.kafka.producer(LETTER_PRODUCER);
    client.watch(producer);
    client.focusOn(options.topic);
    const sender = new KafkajsLetterSender(producer, { topic: options.topic, client, partition });
    try {
      await producer.connect();
    } catch (error) {
      await sender.close();
      throw error;
    }
    return sender;
  };
}

/** Options of {@linkcode KafkajsLetterSender}. */
export interface KafkajsLetterSenderOptions {
  /** The dead letter topic. */
  readonly topic: string;
  readonly partition: number;
  /** No one else's: it is closed with the sender. */
  readonly client: Pick<KafkaClient, "close" | "requestTimeout">;
}

/** One kafkajs producer for one partition. */
export class KafkajsLetterSender implements LetterSender {
  readonly #producer: Pick<Producer, "disconnect" | "send">;
  readonly #options: KafkajsLetterSenderOptions;

  /** The producer has to be idempotent and no one else's. */
  constructor(
    producer: Pick<Producer, "disconnect" | "send">,
    options: KafkajsLetterSenderOptions,
  ) {
    this.#producer = producer;
    this.#options = options;
  }

  async write(messages: readonly Message[]): Promise<WriteOutcome> {
    const { topic, client, partition } = this.#options;
    try {
      const metadata = await this.#producer.send({
        topic,
        acks: -1,
        timeout: client.requestTimeout,
        compression: kafkajs.CompressionTypes.Snappy,
        messages: [...messages],
      });
      // kafkajs can resolve without having sent: an answer for exactly this partition counts.
      const answered = metadata.map((part) => `${part.topicName}-${part.partition}`);
      if (answered.join() === `${topic}-${partition}`) return { kind: "acknowledged" };
      const error = new Error(`No answer for ${topic}-${partition}, but for: ${answered.join()}`);
      return { kind: answered.length === 0 ? "retriable" : "fatal", error };
    } catch (error) {
      return { kind: isRefusal(error) ? "fatal" : "retriable", error };
    }
  }

  async close(): Promise<void> {
    // Cut first: a producer id that was given up must not write one more time.
    this.#options.client.close();
    await disconnectWithin(this.#producer, CLOSE_MS);
  }
}
