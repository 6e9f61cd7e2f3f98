import type { Buffer } from "node:buffer";
import { BackOff } from "./back_off.ts";
import type { EncodedRecord, Engine, EngineFactory, SealedBatch, SendOutcome } from "./engine.ts";
import { EngineSlot } from "./engine_slot.ts";
import { Interruptible } from "./interruptible.ts";
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
  readonly #waits: Interruptible;
  readonly #slot: EngineSlot;
  readonly #queue: EncodedRecord[] = [];
  #inFlight = 0;
  #sequence = 0;
  #draining = false;
  #wake: () => void = () => {};

  constructor(options: LaneOptions) {
    const { partition, engines, observer, time } = options;
    this.#options = options;
    this.#waits = new Interruptible(time);
    this.#slot = new EngineSlot({
      partition,
      engines,
      onUnreachable: observer.unreachable.bind(observer),
      waits: this.#waits,
    });
  }

  /** Number of the lane's partition. */
  get partition(): number {
    return this.#options.partition;
  }

  /** Whether the lane has a producer id. */
  get ready(): boolean {
    return this.#slot.filled;
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

  /** Ends `run()` now: what is under way is given up, what waits is never sent. */
  abort(): void {
    this.#waits.interrupt();
    this.#wake();
  }

  /**
   * Delivers until `drain()` or `abort()`.
   *
   * @throws What the observer throws in `sending()`.
   */
  async run(): Promise<void> {
    try {
      await this.#slot.open();
      while (!this.#waits.interrupted) {
        if (this.#queue.length > 0) await this.#deliverNext();
        else if (this.#draining) break;
        else await this.#arrival();
      }
    } finally {
      await this.#slot.close();
    }
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => this.#wake = resolve);
  }

  async #deliverNext(): Promise<void> {
    const length = Math.min(this.#queue.length, this.#options.batchSize);
    const engine = await this.#slot.use(length);
    if (!engine) return;
    const batch = this.#seal(length);
    const outcome = await this.#waits.within(
      this.#options.deliveryTimeout,
      (signal) => this.#sendUntilDecided(engine, batch, signal),
    );
    this.#inFlight = 0;
    if (outcome?.kind === "acknowledged") this.#acknowledge(batch, outcome.baseOffset);
    else await this.#giveUp(batch, outcome?.error ?? this.#lateness());
  }

  #seal(length: number): SealedBatch {
    const records = this.#queue.slice(0, length);
    const batch = { partition: this.partition, firstSequence: records[0]!.sequence, records };
    this.#options.observer.sending(batch);
    this.#queue.splice(0, length);
    this.#inFlight = length;
    return batch;
  }

  async #sendUntilDecided(
    engine: Engine,
    batch: SealedBatch,
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    const backOff = new BackOff();
    while (!signal.aborted) {
      const outcome = await engine.send(batch);
      if (outcome.kind !== "retriable" || signal.aborted) return outcome;
      this.#options.observer.retrying(batch, outcome.error);
      await this.#options.time.wait(backOff.next(), signal);
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
    await this.#slot.close();
    this.#options.observer.gaveUp(batch, error);
    // The next batch may meet the same refusal: not to be tried a hundred times a second.
    await this.#waits.pause(BackOff.longest);
  }

  #lateness(): Error {
    return new Error(
      this.#waits.interrupted
        ? "Cannot wait for an acknowledgement any longer as the producer is stopping"
        : `Cannot deliver within ${this.#options.deliveryTimeout} ms`,
    );
  }
}
