import type { Consumer, EachBatchPayload } from "kafkajs";
import { endStrayFetchers } from "@kafka-sim/common/client_log";
import { disconnectWithin } from "@kafka-sim/common/disconnect";
import type { KafkaClient } from "@kafka-sim/common/kafka";
import type { EventLog } from "@kafka-sim/common/log";
import { Commits } from "./commits.ts";
import type { Delivery } from "./delivery.ts";
import { type GroupSettings, kafkajsConsumerConfig } from "./group_settings.ts";
import { givenRecords } from "./given_records.ts";
import type { Time } from "./time.ts";

/** What a session tells of itself. */
export interface SessionObserver {
  /** The group has heard of it. */
  sign(): void;
  /** It takes no part until it is assigned anew. */
  left(): void;
  /** It has joined the group, with these partitions from now on. */
  assigned(partitions: readonly number[], memberId: string): void;
  /** It ended because of an error, after which kafkajs would start again, or not. */
  crashed(error: unknown, mayPass: boolean): void;
}

/** Options of {@linkcode GroupSession}. */
export interface GroupSessionOptions {
  readonly client: KafkaClient;
  readonly topic: string;
  readonly group: string;
  readonly settings: GroupSettings;
  readonly log: EventLog;
  readonly time: Time;
  /** Handles a batch; resolves when the partition's next one may come. */
  readonly handle: (delivery: Delivery) => Promise<void>;
  readonly observer: SessionObserver;
}

/** Batches of different partitions that are handled side by side. */
const SIDE_BY_SIDE = 64;
const CLOSE_MS = 1_000;
/** Rounds of fetching that kafkajs begins anew after an error, before it crashes. */
const RETRIES = 5;

/** One kafkajs consumer: a membership of the group, from its joining until it leaves. */
export class GroupSession {
  readonly #options: GroupSessionOptions;
  readonly #consumer: Consumer;
  readonly #commits: Commits;
  readonly #handling = new Set<Promise<void>>();
  #generation = 0;
  #isJoined = false;
  #isStopping = false;
  /** After which kafkajs would start again. */
  #passing: unknown;

  constructor(options: GroupSessionOptions) {
    const { client, topic, group, time, log, settings } = options;
    this.#options = options;
    this.#commits = new Commits({ topic, time, log, interval: settings.commitInterval });
    this.#consumer = client.kafka.consumer({
      ...kafkajsConsumerConfig(group, settings),
      retry: { retries: RETRIES, restartOnFailure: (error) => this.#noteInstead(error) },
    });
    client.watch(this.#consumer);
    this.#listen();
  }

  /** Whether it takes part at the moment. */
  get isJoined(): boolean {
    return this.#isJoined;
  }

  /** Starts to join. */
  async start(): Promise<void> {
    const { topic, settings } = this.#options;
    const fromBeginning = settings.from === "earliest";
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [topic], fromBeginning });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: SIDE_BY_SIDE,
      eachBatch: (payload) => this.#handle(payload),
    });
  }

  /** Takes nothing more, commits what was handled and leaves the group, for so long at most. */
  async stop(milliseconds: number): Promise<void> {
    const { time, topic } = this.#options;
    const start = time.now();
    const limit = time.wait(milliseconds);
    this.#isStopping = true;
    if (this.#isJoined) this.#consumer.pause([{ topic }]);
    this.#isJoined = false;
    await Promise.race([limit, Promise.all(this.#handling).then(() => this.#commits.flush())]);
    const left = milliseconds - (time.now() - start);
    endStrayFetchers(this.#consumer);
    await disconnectWithin(this.#consumer, Math.max(1, left));
    this.#end();
  }

  /** Ends what has failed: commits nothing any more, tells nothing, keeps no connection. */
  async close(): Promise<void> {
    this.#end();
    await disconnectWithin(this.#consumer, CLOSE_MS);
  }

  async #handle(payload: EachBatchPayload): Promise<void> {
    if (this.#isStopping || payload.batch.messages.length === 0) return;
    const work = this.#options.handle(this.#delivery(payload));
    const settled = work.catch(() => {});
    this.#handling.add(settled);
    await work.finally(() => this.#handling.delete(settled));
  }

  #delivery(payload: EachBatchPayload): Delivery {
    const { batch: { partition, messages, highWatermark } } = payload;
    const generation = this.#generation;
    // In another generation the partition may be another member's, even if it looks the same.
    const isOurs = () => generation === this.#generation;
    return {
      partition,
      records: givenRecords(messages),
      end: BigInt(highWatermark),
      isCurrent: () => !this.#isStopping && isOurs() && payload.isRunning() && !payload.isStale(),
      heartbeat: () => payload.heartbeat(),
      resolve: (offset) => {
        if (!isOurs()) return;
        payload.resolveOffset(String(offset));
        this.#commits.add(partition, offset + 1n, payload.commitOffsetsIfNecessary);
      },
      pause: () => payload.pause(),
    };
  }

  /** By itself kafkajs starts again ten times a second where no coordinator is found. */
  #noteInstead(error: unknown): Promise<boolean> {
    this.#passing = error;
    return Promise.resolve(false);
  }

  /** What belongs to an earlier one is neither resolved nor committed any more. */
  #beginGeneration(): void {
    this.#generation++;
    this.#commits.begin();
  }

  #end(): void {
    this.#isStopping = true;
    this.#isJoined = false;
    this.#generation++;
    this.#commits.close();
  }

  #listen(): void {
    const { on, events } = this.#consumer;
    const { topic, observer } = this.#options;
    on(events.HEARTBEAT, () => observer.sign());
    on(events.END_BATCH_PROCESS, () => observer.sign());
    on(events.GROUP_JOIN, ({ payload: { memberAssignment, memberId } }) => {
      this.#beginGeneration();
      if (this.#isStopping) return;
      this.#isJoined = true;
      observer.assigned(memberAssignment[topic] ?? [], memberId);
    });
    on(events.REBALANCING, () => {
      this.#isJoined = false;
      observer.left();
      // It reaches the coordinator before the request to join does, on the same connection.
      void this.#commits.flush();
    });
    on(events.RECEIVED_UNSUBSCRIBED_TOPICS, ({ payload }) => {
      const { groupId, topicsNotSubscribed } = payload;
      this.#options.log.warn("group_mixed", {
        problem: `Group "${groupId}" also reads ${topicsNotSubscribed.join(", ")}`,
        remedy: "Give each topic a group of its own: --group (KAFKA_GROUP)",
      });
    });
    on(events.CRASH, ({ payload: { error, restart } }) => {
      this.#beginGeneration();
      this.#isJoined = false;
      const mayPass = restart || error === this.#passing;
      if (!this.#isStopping) observer.crashed(error, mayPass);
    });
  }
}
