import type { Buffer } from "node:buffer";
import type { EncodedRecord, Engine, EngineFactory, SealedBatch, SendOutcome } from "./engine.ts";
import { Stall } from "./stall.ts";
import type { Time } from "./time.ts";

/** Hears what a lane does, in the order in which it does it. */
export interface LaneObserver {
  /** Called before the batch is handed over for the first time. What it throws stops the lane. */
  sending(batch: SealedBatch): void;
  acknowledged(batch: SealedBatch, baseOffset: bigint | undefined): void;
  /** An attempt failed and the batch will be sent again. */
  retrying(batch: SealedBatch, error: unknown): void;
  /** Whether the batch is in the log is unknown, and will stay so. */
  gaveUp(batch: SealedBatch, error: unknown): void;
  /** No producer id could be had; the lane goes on trying. */
  unreachable(partition: number, error: unknown): void;
}

/** Options of {@linkcode Lane}. */
export interface LaneOptions {
  readonly partition: number;
  readonly engines: EngineFactory;
  readonly observer: LaneObserver;
  readonly time: Time;
  /** Records in a batch at most. */
  readonly batchSize: number;
  /** Milliseconds from the first sending of a batch until it is given up. */
  readonly deliveryTimeout: number;
}

const FIRST_BACK_OFF_MS = 50;
const LAST_BACK_OFF_MS = 1_000;
/** The longest time a timer takes: 24 days. */
const FOREVER_MS = 2 ** 31 - 1;

/**
 * The only way into one partition: one request in flight, batches in order. A batch is sealed when
 * it is first sent and sent again unchanged until it is acknowledged or given up. Giving up costs
 * the lane its engine: kafkajs reuses the sequence, so the broker would take the next batch for a
 * duplicate of the one given up, and acknowledge it without storing it.
 */
export class Lane {
  /** Measures how long nothing has been acknowledged. */
  readonly stall: Stall = new Stall();
  readonly #options: LaneOptions;
  #queue: EncodedRecord[] = [];
  #inFlight = 0;
  #sequence = 0;
  #engine: Engine | undefined;
  #room = 0;
  #draining = false;
  #aborted = false;
  #wake: () => void = () => {};
  #interrupt: () => void = () => {};

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Number of the lane's partition. */
  get partition(): number {
    return this.#options.partition;
  }

  /** Whether the lane has a producer id. */
  get ready(): boolean {
    return this.#engine !== undefined;
  }

  /** Records that wait or are under way. */
  get size(): number {
    return this.#queue.length + this.#inFlight;
  }

  /** Records that came due so far: the next one gets this sequence. */
  get dueCount(): number {
    return this.#sequence;
  }

  /** Takes a record, which gets the lane's next sequence. */
  offer(key: string, value: Buffer, due: number): void {
    this.#queue.push({ key, value, sequence: this.#sequence++, due });
    this.stall.due(due);
    this.#wake();
  }

  /** Ends `run()` as soon as everything has been delivered or given up. */
  drain(): void {
    this.#draining = true;
    this.#wake();
  }

  /** Ends `run()` now: what is under way is given up, what waits is dropped. */
  abort(): void {
    this.#aborted = true;
    this.#wake();
    this.#interrupt();
  }

  /**
   * Delivers until `drain()` or `abort()`.
   *
   * @throws What the observer throws in `sending()`.
   */
  async run(): Promise<void> {
    try {
      await this.#open();
      while (!this.#aborted) {
        if (this.#queue.length > 0) await this.#deliverNext();
        else if (this.#draining) break;
        else await this.#arrival();
      }
    } finally {
      await this.#close();
    }
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => this.#wake = resolve);
  }

  async #deliverNext(): Promise<void> {
    const length = Math.min(this.#queue.length, this.#options.batchSize);
    if (this.#room < length) await this.#close();
    const engine = this.#engine ?? await this.#open();
    if (!engine) return;
    const records = this.#queue.slice(0, length);
    const firstSequence = records[0]!.sequence;
    const batch: SealedBatch = { partition: this.partition, firstSequence, records };
    this.#options.observer.sending(batch);
    this.#queue.splice(0, length);
    this.#inFlight = length;
    this.#room -= length;
    const outcome = await this.#within(
      this.#options.deliveryTimeout,
      (signal) => this.#sendUntilDecided(engine, batch, signal),
    );
    this.#inFlight = 0;
    if (outcome?.kind === "acknowledged") this.#acknowledge(batch, outcome.baseOffset);
    else await this.#giveUp(batch, outcome?.error ?? this.#lateness());
  }

  async #sendUntilDecided(
    engine: Engine,
    batch: SealedBatch,
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    let backOff = FIRST_BACK_OFF_MS;
    while (!signal.aborted) {
      const outcome = await engine.send(batch);
      if (outcome.kind !== "retriable" || signal.aborted) return outcome;
      this.#options.observer.retrying(batch, outcome.error);
      await this.#options.time.wait(backOff, signal);
      backOff = Math.min(2 * backOff, LAST_BACK_OFF_MS);
    }
    return undefined;
  }

  #acknowledge(batch: SealedBatch, baseOffset: bigint | undefined): void {
    this.stall.acknowledged(this.#options.time.now(), this.size > 0);
    this.#options.observer.acknowledged(batch, baseOffset);
  }

  async #giveUp(batch: SealedBatch, error: unknown): Promise<void> {
    if (this.size === 0) this.stall.ended(this.#options.time.now());
    // Closed first: from here on nothing can be sent under the old producer id.
    await this.#close();
    this.#options.observer.gaveUp(batch, error);
    // The next batch may meet the same refusal: not to be tried a hundred times a second.
    await this.#pause(LAST_BACK_OFF_MS);
  }

  #lateness(): Error {
    return new Error(
      this.#aborted
        ? "Cannot wait for an acknowledgement any longer as the producer is stopping"
        : `Cannot deliver within ${this.#options.deliveryTimeout} ms`,
    );
  }

  async #open(): Promise<Engine | undefined> {
    const { engines, observer, partition } = this.#options;
    let backOff = FIRST_BACK_OFF_MS;
    while (!this.#aborted) {
      const opening = engines(partition);
      try {
        this.#engine = await this.#within(FOREVER_MS, () => opening);
        this.#room = this.#engine?.capacity ?? 0;
        if (!this.#engine) opening.then((engine) => engine.close(), () => {});
        return this.#engine;
      } catch (error) {
        observer.unreachable(partition, error);
        await this.#pause(backOff);
        backOff = Math.min(2 * backOff, LAST_BACK_OFF_MS);
      }
    }
    return undefined;
  }

  async #close(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    this.#room = 0;
    await engine?.close();
  }

  #pause(milliseconds: number): Promise<void> {
    return this.#within(
      FOREVER_MS,
      (signal) => this.#options.time.wait(milliseconds, signal),
    );
  }

  /** What `work` resolves to, or undefined when the time is up or the lane is aborted. */
  async #within<T>(
    milliseconds: number,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    const limit = new AbortController();
    this.#interrupt = () => limit.abort();
    if (this.#aborted) limit.abort();
    const over = this.#options.time.wait(milliseconds, limit.signal);
    try {
      return await Promise.race([work(limit.signal), over.then(() => undefined)]);
    } finally {
      limit.abort();
    }
  }
}
