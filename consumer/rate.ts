/** Whole seconds that are looked back on. */
const SECONDS = 5;

/** Counts how many come per second, over the last five. */
export class Rate {
  readonly #counts = new Array<number>(SECONDS + 1).fill(0);
  readonly #started: number;
  #second: number;

  /** @param now Milliseconds since 1970. */
  constructor(now: number) {
    this.#started = now;
    this.#second = Math.floor(now / 1_000);
  }

  /** Counts one, or so many. */
  add(now: number, times: number = 1): void {
    this.#turn(now);
    this.#counts[this.#second % this.#counts.length]! += times;
  }

  /** How many came per second; the present second counts as far as it has got. */
  perSecond(now: number): number {
    this.#turn(now);
    const since = Math.max(this.#started, (this.#second - SECONDS) * 1_000);
    const sum = this.#counts.reduce((a, b) => a + b, 0);
    return now > since ? sum / (now - since) * 1_000 : 0;
  }

  #turn(now: number): void {
    const second = Math.floor(now / 1_000);
    for (let steps = 0; this.#second < second; steps++) {
      this.#second = steps < this.#counts.length ? this.#second + 1 : second;
      this.#counts[this.#second % this.#counts.length] = 0;
    }
  }
}
