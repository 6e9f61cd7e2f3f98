/** What becomes of a batch. */
export interface Skipped<T> {
  /** To be handled. */
  readonly kept: readonly T[];
  /** Jumped over. */
  readonly skipped: T | undefined;
}

/** Jumps over one record of each partition: the second of its first batch that has two. */
export class Skipping {
  readonly #done = new Set<number>();

  take<T>(partition: number, records: readonly T[]): Skipped<T> {
    if (this.#done.has(partition) || records.length < 2) {
      return { kept: records, skipped: undefined };
    }
    this.#done.add(partition);
    return { kept: records.filter((_, at) => at !== 1), skipped: records[1] };
  }
}
