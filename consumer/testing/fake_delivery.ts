import type { Delivery } from "../delivery.ts";
import type { GivenRecord } from "../record.ts";

/** A batch as the group gives it, that remembers what is done with it. */
export class FakeDelivery implements Delivery {
  readonly partition = 3;
  readonly records: readonly GivenRecord[];
  readonly end: bigint;
  /** Whether the group still takes part. */
  current = true;
  /** Thrown by the next heartbeat. */
  rebalance: Error | undefined;
  heartbeats = 0;
  paused = false;
  /** What happened, in order, together with what a test adds. */
  readonly #happened: string[];

  constructor(records: readonly GivenRecord[], happened: string[]) {
    this.records = records;
    this.end = BigInt(records.at(-1)!.offset) + 1n;
    this.#happened = happened;
  }

  isCurrent(): boolean {
    return this.current;
  }

  heartbeat(): Promise<void> {
    this.heartbeats++;
    return this.rebalance ? Promise.reject(this.rebalance) : Promise.resolve();
  }

  resolve(offset: bigint): void {
    this.#happened.push(`resolved ${offset}`);
  }

  pause(): () => void {
    this.paused = true;
    return () => this.paused = false;
  }
}
