/** The last minute in seconds, and the second before it to compare with. */
export const HISTORY_S = 61;

/** A symbol's prices of the last minute up to its newest tick: one per second, the last one in it. */
export class PriceHistory {
  /** By second modulo {@linkcode HISTORY_S}; NaN: no tick in that second. */
  readonly #prices = new Float64Array(HISTORY_S).fill(NaN);
  #newest = -1;

  /** The second of the newest price, since 1970; -1: none yet. */
  get newest(): number {
    return this.#newest;
  }

  /** @param second Since 1970, not before the newest one. */
  add(second: number, price: number): void {
    if (second > this.#newest) this.#moveTo(second);
    this.#prices[second % HISTORY_S] = price;
  }

  /** A price for each second, oldest first; a second without a tick has the price before it. */
  perSecond(): number[] {
    const prices: number[] = [];
    let last = NaN;
    for (let second = this.#newest - HISTORY_S + 1; second <= this.#newest; second++) {
      const price = second < 0 ? NaN : this.#prices[second % HISTORY_S]!;
      if (!Number.isNaN(price)) last = price;
      if (!Number.isNaN(last)) prices.push(last);
    }
    return prices;
  }

  #moveTo(second: number): void {
    for (
      let skipped = Math.max(this.#newest + 1, second - HISTORY_S + 1);
      skipped < second;
      skipped++
    ) {
      this.#prices[skipped % HISTORY_S] = NaN;
    }
    this.#newest = second;
  }
}
