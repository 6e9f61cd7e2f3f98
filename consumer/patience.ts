import type { Delivery } from "./delivery.ts";
import type { Time } from "./time.ts";

/** How long a batch waits before its partition pauses. */
const PATIENCE_MS = 1_000;
/** Milliseconds between two heartbeats meanwhile. */
const HEARTBEAT_MS = 250;

/**
 * Waits for what a batch needs. If that takes long, its partition pauses and the others go on. While one
 * is paused the others do not wait either: kafkajs fetches again when the last batch of a fetch is done.
 */
export class Patience {
  readonly #time: Time;
  /** Partitions that are paused: no other then waits for what is known to take long. */
  #paused = 0;

  constructor(time: Time) {
    this.#time = time;
  }

  /**
   * Whether it has come; false: the partition is paused until then.
   *
   * @param coming Must not reject.
   * @throws What the delivery's heartbeat throws.
   */
  async attend(delivery: Delivery, coming: Promise<unknown>): Promise<boolean> {
    const come = new AbortController();
    const done = coming.then(() => come.abort());
    const limit = this.#time.now() + PATIENCE_MS;
    while (!come.signal.aborted) {
      if (this.#paused > 0 || this.#time.now() >= limit) {
        this.#pause(delivery, done);
        return false;
      }
      await this.#time.wait(HEARTBEAT_MS, come.signal);
      await delivery.heartbeat();
    }
    return true;
  }

  #pause(delivery: Delivery, done: Promise<void>): void {
    this.#paused++;
    const resume = delivery.pause();
    void done.then(() => {
      this.#paused--;
      resume();
    });
  }
}
