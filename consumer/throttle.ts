/** Lets something be said once in a while. */
export class Throttle {
  readonly #every: number;
  #last = -Infinity;

  /** @param every Least milliseconds between two times. */
  constructor(every: number) {
    this.#every = every;
  }

  /** Whether it may be said now. */
  allows(now: number): boolean {
    if (now - this.#last < this.#every) return false;
    this.#last = now;
    return true;
  }
}
