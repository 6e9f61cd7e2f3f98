const FIRST_MS = 100;
/** Longer, and the pause itself would become the outage. */
const LAST_MS = 1_000;

/** Pauses between attempts: twice as long each time, from 100 ms up to a second. */
export class BackOff {
  readonly #longest: number;
  #next = FIRST_MS;

  /** @param longest Milliseconds. */
  constructor(longest: number = LAST_MS) {
    this.#longest = longest;
  }

  /** Milliseconds until the next attempt. */
  next(): number {
    const milliseconds = this.#next;
    this.#next = Math.min(2 * milliseconds, this.#longest);
    return milliseconds;
  }
}
