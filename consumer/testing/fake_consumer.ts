import type { Consumer, ConsumerConfig, EachBatchPayload, OffsetsByTopicPartition } from "kafkajs";
import type { GivenRecord } from "../record.ts";

type Listener = (event: { readonly payload: never }) => void;

/** Names of kafkajs' events that are not used as such here. */
const EVENTS = {
  HEARTBEAT: "heartbeat",
  END_BATCH_PROCESS: "end_batch",
  GROUP_JOIN: "join",
  REBALANCING: "rebalancing",
  RECEIVED_UNSUBSCRIBED_TOPICS: "unsubscribed",
  CRASH: "crash",
};

/** A kafkajs consumer that does what a test says, and remembers what it was told. */
export class FakeConsumer {
  readonly config: ConsumerConfig;
  readonly events = EVENTS;
  /** Calls in their order. */
  readonly calls: string[] = [];
  /** Commits so far, as `partition@offset`. */
  readonly commits: string[] = [];
  readonly resolved: string[] = [];
  subscription: unknown;
  running = false;
  /** Whether the consumer has moved to another offset since the batch was fetched. */
  stale = false;
  /** Thrown instead of subscribing. */
  unsubscribable: Error | undefined;
  readonly #refusal: Error | undefined;
  readonly #listeners = new Map<string, Listener[]>();
  #eachBatch: ((payload: EachBatchPayload) => Promise<void>) | undefined;

  /** @param refusal Thrown instead of connecting. */
  constructor(config: ConsumerConfig, refusal: Error | undefined) {
    this.config = config;
    this.#refusal = refusal;
  }

  /** As kafkajs has it. */
  get asConsumer(): Consumer {
    return this as unknown as Consumer;
  }

  readonly on = (event: string, listener: Listener): void => {
    this.#listeners.set(event, [...this.#listeners.get(event) ?? [], listener]);
  };

  /** Only its level can be set. */
  logger(): { setLogLevel(level: number): void } {
    return { setLogLevel: (level) => void this.calls.push(`log level ${level}`) };
  }

  connect(): Promise<void> {
    this.calls.push("connect");
    return this.#refusal ? Promise.reject(this.#refusal) : Promise.resolve();
  }

  subscribe(subscription: unknown): Promise<void> {
    this.subscription = subscription;
    return this.unsubscribable ? Promise.reject(this.unsubscribable) : Promise.resolve();
  }

  run(config: { eachBatch: (payload: EachBatchPayload) => Promise<void> }): Promise<void> {
    const { eachBatch, ...rest } = config;
    this.calls.push(`run ${JSON.stringify(rest)}`);
    this.#eachBatch = eachBatch;
    this.running = true;
    return Promise.resolve();
  }

  pause(topics: unknown): void {
    this.calls.push(`pause ${JSON.stringify(topics)}`);
  }

  disconnect(): Promise<void> {
    this.calls.push("disconnect");
    this.running = false;
    return Promise.resolve();
  }

  emit(event: keyof typeof EVENTS, payload: unknown = {}): void {
    for (const listener of this.#listeners.get(EVENTS[event]) ?? []) {
      listener({ payload: payload as never });
    }
  }

  /** The group shares out its partitions. */
  assign(partitions: readonly number[]): void {
    this.emit("GROUP_JOIN", { memberAssignment: { ticks: partitions }, memberId: "member-1" });
  }

  /** Gives a batch; resolves when it is handled. */
  give(partition: number, messages: readonly GivenRecord[]): Promise<void> {
    const commit = ({ topics }: OffsetsByTopicPartition) => {
      const offsets = topics.flatMap(({ partitions }) => partitions);
      this.commits.push(...offsets.map(({ partition, offset }) => `${partition}@${offset}`));
      this.calls.push("commit");
      return Promise.resolve();
    };
    return this.#eachBatch!({
      batch: { topic: "ticks", partition, messages, highWatermark: "1000" },
      resolveOffset: (offset: string) => this.resolved.push(`${partition}@${offset}`),
      heartbeat: () => Promise.resolve(),
      pause: () => () => {},
      commitOffsetsIfNecessary: commit,
      isRunning: () => this.running,
      isStale: () => this.stale,
    } as unknown as EachBatchPayload);
  }
}
