/** Below this many milliseconds every value has a bucket of its own. */
const EXACT = 128;
/** Buckets for each further doubling: a value is off by less than 0.8 %, as HdrHistogram's are. */
const STEPS = 128;

/** More than a century in milliseconds; what is longer counts as that. */
const MOST = 2 ** 42;

/**
 * Counts times in milliseconds. Takes 512 bytes for each doubling that occurs, 19 KiB at most, however
 * many they are. Negative ones count as 0.
 */
export class Histogram {
  #buckets = new Uint32Array(0);
  #count = 0;
  #max = 0;

  /** Values counted. */
  get count(): number {
    return this.#count;
  }

  /** The greatest value, exactly. */
  get max(): number {
    return this.#max;
  }

  /** Memory that its buckets take. */
  get bytes(): number {
    return this.#buckets.byteLength;
  }

  add(milliseconds: number): void {
    const value = Math.max(0, milliseconds);
    const bucket = bucketOf(value);
    if (bucket >= this.#buckets.length) {
      const larger = new Uint32Array(STEPS * (Math.floor(bucket / STEPS) + 1));
      larger.set(this.#buckets);
      this.#buckets = larger;
    }
    this.#buckets[bucket]!++;
    this.#count++;
    if (value > this.#max) this.#max = value;
  }

  /** The value that a share of all values, from 0 to 1, does not exceed; undefined without values. */
  quantile(share: number): number | undefined {
    if (this.#count === 0) return undefined;
    let left = Math.max(1, Math.ceil(share * this.#count));
    for (let bucket = 0;; bucket++) {
      left -= this.#buckets[bucket]!;
      if (left <= 0) return Math.min(this.#max, upperEnd(bucket));
    }
  }

  /** Adds another's values. */
  merge(other: Histogram): void {
    if (other.#buckets.length > this.#buckets.length) {
      const larger = new Uint32Array(other.#buckets.length);
      larger.set(this.#buckets);
      this.#buckets = larger;
    }
    for (const [bucket, count] of other.#buckets.entries()) this.#buckets[bucket]! += count;
    this.#count += other.#count;
    this.#max = Math.max(this.#max, other.#max);
  }
}

function bucketOf(value: number): number {
  if (value < EXACT) return Math.floor(value);
  const counted = Math.min(MOST, value);
  const doubling = Math.floor(Math.log2(counted / EXACT));
  const step = Math.floor((counted / (EXACT * 2 ** doubling) - 1) * STEPS);
  return EXACT + doubling * STEPS + step;
}

function upperEnd(bucket: number): number {
  if (bucket < EXACT) return bucket;
  const doubling = Math.floor((bucket - EXACT) / STEPS);
  const step = (bucket - EXACT) % STEPS;
  return EXACT * 2 ** doubling * (1 + (step + 1) / STEPS);
}
