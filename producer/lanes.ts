import { partitionOf } from "@kafka-sim/common/partition";
import { encodeJson, type TickEncoder } from "@kafka-sim/common/tick_format";
import type { DueTick } from "./feed.ts";
import { Lane, type LaneOptions } from "./lane.ts";

/** What all lanes have in common. */
export type LanesOptions = Omit<LaneOptions, "partition">;

/** The lanes of a topic, one per partition, side by side: none waits for another. */
export class Lanes {
  /** Makes the values of the records. Set before the first tick is offered. */
  encode: TickEncoder = encodeJson;
  readonly #options: LanesOptions;
  readonly #lanes: Lane[] = [];
  readonly #running: Promise<void>[] = [];
  readonly #partitions = new Map<string, number>();
  readonly #failure = Promise.withResolvers<void>();
  #error: unknown;
  #draining = false;

  constructor(options: LanesOptions) {
    this.#options = options;
  }

  /** One per partition, in order. */
  get all(): readonly Lane[] {
    return this.#lanes;
  }

  /** Resolves as soon as `error` is there. */
  get failure(): Promise<void> {
    return this.#failure.promise;
  }

  /** What stopped a lane before its time, as a ledger that cannot be written. */
  get error(): unknown {
    return this.#error;
  }

  /** Opens lanes up to this number of partitions. Keys are spread over all of them from now on. */
  grow(partitions: number): void {
    for (let partition = this.#lanes.length; partition < partitions; partition++) {
      const lane = new Lane({ ...this.#options, partition });
      this.#lanes.push(lane);
      if (this.#draining) lane.drain();
      this.#running.push(lane.run().catch((error) => this.#fail(error)));
    }
    this.#partitions.clear();
  }

  /** Hands each tick to the lane of its key. */
  offer(ticks: readonly DueTick[]): void {
    for (const { symbol, tick, due } of ticks) {
      this.#lanes[this.#partition(symbol)]!.offer(symbol, this.encode(tick), due);
    }
  }

  /** Ticks due since then wait for room: see `Stall`. */
  hold(since: number): void {
    for (const { stall } of this.#lanes) stall.hold(since);
  }

  /** Takes back `hold()`. */
  release(): void {
    const now = this.#options.time.now();
    for (const { stall, size } of this.#lanes) stall.release(now, size > 0);
  }

  /**
   * Delivers what is there, then stops all lanes. After `deadline` milliseconds what is under way is
   * given up. Resolves to the number of records that were never handed over.
   */
  async drain(deadline: number): Promise<number> {
    this.#draining = true;
    const done = new AbortController();
    const finished = Promise.all(this.#running).then(() => done.abort());
    for (const lane of this.#lanes) lane.drain();
    await this.#options.time.wait(deadline, done.signal);
    for (const lane of this.#lanes) lane.abort();
    await finished;
    return this.#lanes.reduce((sum, { size }) => sum + size, 0);
  }

  #fail(error: unknown): void {
    this.#error ??= error;
    this.#failure.resolve();
  }

  #partition(symbol: string): number {
    let partition = this.#partitions.get(symbol);
    if (partition === undefined) {
      partition = partitionOf(symbol, this.#lanes.length);
      this.#partitions.set(symbol, partition);
    }
    return partition;
  }
}
