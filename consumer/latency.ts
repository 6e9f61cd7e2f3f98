/** Buckets for each doubling: an estimate is off by at most 3 %. */
const PER_DOUBLING = 12;
/** Up to 2^40 ms, 34 years. */
const BUCKETS = 40 * PER_DOUBLING + 1;

/** Counts times in buckets that grow with the time, for quantiles in constant memory. */
export class Latency {
  readonly #counts = new Float64Array(BUCKETS);
  #count = 0;

  /** How many times were added. */
  get count(): number {
    return this.#count;
  }

  /** Adds a time in milliseconds, so many times; below 0 counts as 0, as where two clocks differ. */
  add(milliseconds: number, times: number = 1): void {
    this.#counts[bucketOf(milliseconds)]! += times;
    this.#count += times;
  }

  /** Adds all that another one has counted. */
  merge(other: Latency): void {
    other.#counts.forEach((count, at) => this.#counts[at]! += count);
    this.#count += other.#count;
  }

  /** Begins anew. */
  clear(): void {
    this.#counts.fill(0);
    this.#count = 0;
  }

  /**
   * The time, in milliseconds, that so large a part of all times does not exceed; undefined before
   * the first.
   *
   * @param part Above 0, at most 1.
   */
  quantile(part: number): number | undefined {
    if (this.#count === 0) return undefined;
    let left = part * this.#count;
    const at = this.#counts.findIndex((count) => (left -= count) <= 0);
    return at === 0 ? 0 : 2 ** ((at - 0.5) / PER_DOUBLING);
  }
}

/** 0 for less than a millisecond; then each bucket ends 2^(1/12) times as far as the one before. */
function bucketOf(milliseconds: number): number {
  if (!(milliseconds >= 1)) return 0;
  return Math.min(BUCKETS - 1, 1 + Math.floor(PER_DOUBLING * Math.log2(milliseconds)));
}
