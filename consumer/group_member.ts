import type { Consumer, EachBatchPayload } from "kafkajs";
import { disconnectWithin } from "@kafka-sim/common/disconnect";
import { ProgramError } from "@kafka-sim/common/errors";
import type { KafkaClient } from "@kafka-sim/common/kafka";
import type { EventLog } from "@kafka-sim/common/log";
import { BackOff } from "./back_off.ts";
import { Commits } from "./commits.ts";
import type { Delivery } from "./delivery.ts";
import { type GroupSettings, kafkajsConsumerConfig } from "./group_settings.ts";
import { mayPass } from "./kafkajs_errors.ts";
import type { Time } from "./time.ts";

/** Options of {@linkcode GroupMember}. */
export interface GroupMemberOptions {
  readonly client: KafkaClient;
  readonly topic: string;
  readonly group: string;
  readonly settings: GroupSettings;
  readonly log: EventLog;
  readonly time: Time;
  /** Handles a batch; resolves when the partition's next one may come. */
  readonly handle: (delivery: Delivery) => Promise<void>;
  /** Told of each joining, with the partitions that this member has from now on. */
  readonly onAssigned: (partitions: readonly number[]) => void;
}

/** Batches of different partitions that are handled side by side. */
const SIDE_BY_SIDE = 64;

/** A member of a consumer group, on kafkajs. */
export class GroupMember {
  readonly #options: GroupMemberOptions;
  readonly #commits: Commits;
  readonly #failure = Promise.withResolvers<unknown>();
  readonly #handling = new Set<Promise<void>>();
  readonly #backOff = new BackOff();
  #consumer: Consumer | undefined;
  #partitions: readonly number[] = [];
  #generation = 0;
  #isJoined = false;
  #isLeaving = false;
  #lastSign: number;

  constructor(options: GroupMemberOptions) {
    this.#options = options;
    const { topic, time, log, settings } = options;
    this.#commits = new Commits({ topic, time, log, interval: settings.commitInterval });
    this.#lastSign = time.now();
  }

  /** Resolves to the error that ended the membership for good. */
  get failure(): Promise<unknown> {
    return this.#failure.promise;
  }

  /** Whether it takes part: it may have no partitions, where there are more members than those. */
  get isJoined(): boolean {
    return this.#isJoined;
  }

  /** When the group last heard of it, milliseconds since 1970; at first, when it was made. */
  get lastSign(): number {
    return this.#lastSign;
  }

  /** Joins, again and again if need be; what becomes of it is told by the options and `failure`. */
  join(): void {
    this.#join().catch((error) => this.#crashed(error, false));
  }

  async #join(): Promise<void> {
    const { client, topic, group, settings } = this.#options;
    const consumer = client.kafka.consumer(kafkajsConsumerConfig(group, settings));
    this.#consumer = consumer;
    client.watch(consumer);
    this.#listen(consumer);
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: settings.from === "earliest" });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: SIDE_BY_SIDE,
      eachBatch: (payload) => this.#handle(payload),
    });
  }

  /** Takes nothing more, commits what was handled and leaves the group, for so long at most. */
  async leave(milliseconds: number): Promise<void> {
    const { time, topic } = this.#options;
    this.#isLeaving = true;
    const start = time.now();
    const consumer = this.#consumer;
    if (!consumer) return;
    if (this.#isJoined) consumer.pause([{ topic }]);
    const limit = time.wait(milliseconds);
    await Promise.race([limit, Promise.all(this.#handling).then(() => this.#commits.flush())]);
    await disconnectWithin(consumer, Math.max(1, milliseconds - (time.now() - start)));
    this.#isJoined = false;
  }

  async #handle(payload: EachBatchPayload): Promise<void> {
    if (this.#isLeaving || payload.batch.messages.length === 0) return;
    const work = this.#options.handle(this.#delivery(payload));
    const settled = work.catch(() => {});
    this.#handling.add(settled);
    await work.finally(() => this.#handling.delete(settled));
  }

  #delivery(payload: EachBatchPayload): Delivery {
    const { batch } = payload;
    const { partition } = batch;
    const generation = this.#generation;
    const isCurrent = () =>
      !this.#isLeaving && generation === this.#generation && payload.isRunning() &&
      !payload.isStale();
    return {
      partition,
      records: batch.messages,
      end: BigInt(batch.highWatermark),
      isCurrent,
      heartbeat: () => payload.heartbeat(),
      resolve: (offset) => {
        // In the next generation the partition may be another member's, even if it looks the same.
        if (generation !== this.#generation) return;
        payload.resolveOffset(String(offset));
        this.#commits.add(partition, offset + 1n, payload.commitOffsetsIfNecessary);
      },
      pause: () => payload.pause(),
    };
  }

  #listen(consumer: Consumer): void {
    const { on, events } = consumer;
    const sign = () => void (this.#lastSign = this.#options.time.now());
    on(events.HEARTBEAT, sign);
    on(events.END_BATCH_PROCESS, sign);
    on(events.GROUP_JOIN, ({ payload }) => {
      sign();
      this.#joined(payload.memberAssignment[this.#options.topic] ?? [], payload.memberId);
    });
    on(events.REBALANCING, () => {
      this.#isJoined = false;
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
    on(events.CRASH, ({ payload: { error, restart } }) => this.#crashed(error, restart));
  }

  #joined(partitions: readonly number[], memberId: string): void {
    const { log, onAssigned } = this.#options;
    const revoked = this.#partitions.filter((partition) => !partitions.includes(partition));
    this.#generation++;
    this.#isJoined = true;
    this.#partitions = [...partitions];
    this.#commits.begin();
    if (revoked.length > 0) log.info("partitions_revoked", { partitions: revoked });
    log.info("partitions_assigned", { partitions, member_id: memberId });
    onAssigned(partitions);
  }

  /** kafkajs starts again by itself where it takes the error for a passing one, but not always. */
  #crashed(error: unknown, restart: boolean): void {
    this.#isJoined = false;
    if (this.#isLeaving) return;
    const { log, group } = this.#options;
    const restarts = restart || mayPass(error);
    // A first joining often meets a coordinator that is still loading.
    const level = !restarts ? "error" : this.#generation > 0 ? "warn" : "info";
    log[level]("consumer_crashed", { restarts, error });
    if (!restarts) this.#failure.resolve(describeLoss(group, error));
    else if (!restart) void this.#joinAgain();
  }

  async #joinAgain(): Promise<void> {
    await this.#options.time.wait(this.#backOff.next());
    if (!this.#isLeaving) this.join();
  }
}

function describeLoss(group: string, cause: unknown): ProgramError {
  const state = cause instanceof Error ? cause.message : String(cause);
  return new ProgramError("group_lost", `Cannot take part in group "${group}": ${state}`, {
    remedy: "See whether this client may use the group and the topic, and the brokers' logs",
    cause,
  });
}
