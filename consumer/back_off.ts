const FIRST_MS = 100;
/** Longer, and the pause itself would become the outage. */
const LAST_MS = 1_000;

/** Pauses between attempts: twice as long each time, from 100 ms up to a second. */
export class BackOff {
  #next = FIRST_MS;

  /** Milliseconds until the next attempt. */
  next(): number {
    const milliseconds = this.#next;
    this.#next = Math.min(2 * milliseconds, LAST_MS);
    return milliseconds;
  }
}
