/** Seconds that a rate is the mean of: several ticks each, even where one comes every 1.5 s. */
const WINDOW_S = 15;
const SLOTS = WINDOW_S + 1;

/** Counts what happens per second, for a rate over the last seconds that are complete. */
export class RateWindow {
  readonly #counts = new Uint32Array(SLOTS);
  #first = -1;
  #newest = -1;

  /** @param second Since 1970, of the event; a clock that was set back counts in the newest one. */
  add(second: number): void {
    if (this.#first < 0) this.#first = second;
    if (second > this.#newest) this.#moveTo(second);
    this.#counts[this.#newest % SLOTS]!++;
  }

  /**
   * @param second Since 1970, the one under way.
   * @returns Events per second; undefined while no second is complete.
   */
  rate(second: number): number | undefined {
    const span = Math.min(WINDOW_S, second - this.#first);
    if (this.#first < 0 || span < 1) return undefined;
    let sum = 0;
    for (let past = second - span; past < second; past++) {
      if (past <= this.#newest && past > this.#newest - SLOTS) sum += this.#counts[past % SLOTS]!;
    }
    return sum / span;
  }

  #moveTo(second: number): void {
    for (let next = Math.max(this.#newest + 1, second - SLOTS + 1); next <= second; next++) {
      this.#counts[next % SLOTS] = 0;
    }
    this.#newest = second;
  }
}
