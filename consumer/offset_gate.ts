/**
 * Finds up to where the offsets of a batch may be resolved while some of its records still wait for
 * something: up to the first that waits, however far the others have got.
 */
export class OffsetGate {
  readonly #resolve: (offset: bigint) => void;
  readonly #waiting = new Set<bigint>();
  #passed: bigint;
  #resolved: bigint;

  /**
   * @param first Offset of the batch's first record.
   * @param resolve Gets an offset up to which all are done, each time a higher one.
   */
  constructor(first: bigint, resolve: (offset: bigint) => void) {
    this.#resolve = resolve;
    this.#passed = first - 1n;
    this.#resolved = first - 1n;
  }

  /** Holds back this offset and what follows, until the result is called. */
  hold(offset: bigint): () => void {
    this.#waiting.add(offset);
    return () => {
      this.#waiting.delete(offset);
      this.#advance();
    };
  }

  /** All up to this offset are done, but for what is held back. */
  pass(offset: bigint): void {
    this.#passed = offset;
    this.#advance();
  }

  #advance(): void {
    let upTo = this.#passed;
    for (const offset of this.#waiting) if (offset <= upTo) upTo = offset - 1n;
    if (upTo <= this.#resolved) return;
    this.#resolved = upTo;
    this.#resolve(upTo);
  }
}
