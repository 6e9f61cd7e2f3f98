/** Counts the records that are held, so that no more are taken than memory is meant for. */
export class Backlog {
  readonly #limit: number;
  #size = 0;
  #freed: () => void = () => {};

  /** `limit` records at most. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Records held now. */
  get size(): number {
    return this.#size;
  }

  /** How many more may be taken. */
  get room(): number {
    return Math.max(0, this.#limit - this.#size);
  }

  /** Records were taken. */
  add(count: number): void {
    this.#size += count;
  }

  /** Records were acknowledged or given up. */
  remove(count: number): void {
    this.#size -= count;
    if (this.room > 0) this.#freed();
  }

  /** Resolves when there is room, or when the signal is aborted. */
  async waitForRoom(signal: AbortSignal): Promise<void> {
    if (this.room > 0 || signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#freed = resolve;
    const give = () => resolve();
    signal.addEventListener("abort", give);
    await promise;
    signal.removeEventListener("abort", give);
  }
}
