/** When the program ends, and why, if something has failed. */
export class Ending {
  readonly #stop = new AbortController();
  #error: unknown;
  #hasFailed = false;

  /** @param signal Ends it too. */
  constructor(signal: AbortSignal) {
    if (signal.aborted) this.end();
    signal.addEventListener("abort", () => this.end());
  }

  /** Aborted at the end. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Ends in order. */
  end(): void {
    this.#stop.abort();
  }

  /** Ends because of an error, the first of which counts. */
  fail(error: unknown): void {
    if (!this.#hasFailed) this.#error = error;
    this.#hasFailed = true;
    this.end();
  }

  /** Resolves at the end. */
  async reached(): Promise<void> {
    if (this.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.signal.addEventListener("abort", () => resolve());
    await promise;
  }

  /** @throws The error, if there was one. */
  throwIfFailed(): void {
    if (this.#hasFailed) throw this.#error;
  }
}
