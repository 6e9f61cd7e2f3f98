import kafkajs, { type Producer, type ProducerConfig, type RecordMetadata } from "kafkajs";
import type { Breaker } from "@kafka-sim/common/breaker";
import { disconnectWithin } from "@kafka-sim/common/disconnect";
import { createClient, type KafkaClient } from "@kafka-sim/common/kafka";
import type { EventLog } from "@kafka-sim/common/log";
import type { ConnectionSettings } from "@kafka-sim/common/shared_settings";
import { classifyError } from "./classify_error.ts";
import { encodedMessages } from "./encoded_messages.ts";
import type { Engine, EngineFactory, SealedBatch, SendOutcome } from "./engine.ts";
import type { LeaderWatch } from "./leader_watch.ts";
import { RecordEncoder } from "./record_encoder.ts";

/** kafkajs counts sequences up to here and does not wrap as the broker expects. */
const SEQUENCES = 2 ** 31 - 1;
/** Partitions that were added or moved are found in this time at the latest, in milliseconds. */
const METADATA_MAX_AGE_MS = 30_000;
const CLOSE_MS = 1_000;
/**
 * The least that kafkajs allows with idempotence. Trying again is the lane's, which knows the
 * deadline; kafkajs' own default of five ends before a dead broker has even been noticed.
 */
const RETRIES = 1;

/** How kafkajs' producers are set up: nothing that matters is left to its defaults. */
export const PRODUCER_CONFIG: ProducerConfig = {
  idempotent: true,
  maxInFlightRequests: 1,
  allowAutoTopicCreation: false,
  createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  metadataMaxAge: METADATA_MAX_AGE_MS,
  retry: { retries: RETRIES },
};

/** What the engines of one producer share. */
export interface KafkajsEngineOptions {
  readonly connection: ConnectionSettings;
  readonly topic: string;
  /** The value of the `sender` header; also the client id. */
  readonly sender: string;
  readonly breaker: Breaker;
  readonly leaders: LeaderWatch;
  readonly log: EventLog;
}

/**
 * Engines on kafkajs, each with an idempotent producer of its own: a producer locks per broker, so
 * shared ones would wait for each other, and only a new one gets a new producer id.
 */
export function createKafkajsEngines(options: KafkajsEngineOptions): EngineFactory {
  return async (partition) => {
    const client = createClient(options.connection, {
      clientId: options.sender,
      log: options.log,
      breaker: options.breaker,
      retries: RETRIES,
    });
    const producer = client.kafka.producer(PRODUCER_CONFIG);
    client.watch(producer);
    client.focusOn(options.topic);
    const engine = new KafkajsEngine(producer, { ...options, client, partition });
    try {
      await producer.connect();
    } catch (error) {
      await engine.close();
      throw error;
    }
    return engine;
  };
}

/** One kafkajs producer for one partition. */
export class KafkajsEngine implements Engine {
  readonly capacity = SEQUENCES;
  readonly #producer: Producer;
  readonly #options: KafkajsEngineOptions & { client: KafkaClient; partition: number };
  readonly #encoder: RecordEncoder;

  /** The producer has to be idempotent and no one else's. */
  constructor(
    producer: Producer,
    options: KafkajsEngineOptions & { client: KafkaClient; partition: number },
  ) {
    this.#producer = producer;
    this.#options = options;
    this.#encoder = new RecordEncoder(options.sender);
  }

  /**
   * Sends the batch once, twice where kafkajs finds a new leader by itself. On any error kafkajs
   * takes the sequence back, so the same batch goes out with the same bytes the next time. A request
   * that waits at a broker that leads no longer is cut off, which is such an error.
   */
  async send(batch: SealedBatch): Promise<SendOutcome> {
    const { topic, client, partition, leaders } = this.#options;
    const answered = leaders.watch(
      partition,
      (leader) => client.leaderFound(topic, partition, leader),
    );
    try {
      const metadata = await this.#producer.send({
        topic,
        acks: -1,
        timeout: client.requestTimeout,
        compression: kafkajs.CompressionTypes.Snappy,
        messages: encodedMessages(batch, this.#encoder),
      });
      return checkMetadata(metadata, topic, partition);
    } catch (error) {
      return { kind: classifyError(error), error };
    } finally {
      answered();
    }
  }

  async close(): Promise<void> {
    // Cut first: a producer id that was given up must not send one more time.
    this.#options.client.close();
    await disconnectWithin(this.#producer, CLOSE_MS);
  }
}

/**
 * kafkajs can resolve without having sent: a partition that its metadata lacks is left out. Only an
 * answer for exactly this partition is an acknowledgement.
 */
function checkMetadata(
  metadata: readonly RecordMetadata[],
  topic: string,
  partition: number,
): SendOutcome {
  const [only] = metadata;
  if (!only) {
    return { kind: "retriable", error: new Error(`No answer for ${topic}-${partition}: not sent`) };
  }
  if (metadata.length !== 1 || only.topicName !== topic || only.partition !== partition) {
    const answered = metadata.map((part) => `${part.topicName}-${part.partition}`);
    return {
      kind: "fatal",
      error: new Error(`Cannot trust the answer for ${topic}-${partition}: it is for ${answered}`),
    };
  }
  const offset = BigInt(only.baseOffset ?? -1);
  return { kind: "acknowledged", baseOffset: offset < 0n ? undefined : offset };
}
