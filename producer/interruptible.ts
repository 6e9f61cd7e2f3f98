import type { Time } from "./time.ts";

/** The longest time a timer takes: 24 days. */
const FOREVER_MS = 2 ** 31 - 1;

/** Waits, one at a time, that end early when they are interrupted once and for all. */
export class Interruptible {
  readonly #time: Time;
  #interrupted = false;
  #cancel: () => void = () => {};

  constructor(time: Time) {
    this.#time = time;
  }

  /** Whether `interrupt()` was called. */
  get interrupted(): boolean {
    return this.#interrupted;
  }

  /** Ends the present wait now, and every later one at once. */
  interrupt(): void {
    this.#interrupted = true;
    this.#cancel();
  }

  /**
   * What `work` resolves to, or undefined when the time is up or on interruption. `work` itself goes
   * on: it has to look at its signal, which is aborted in every case as soon as nobody waits.
   */
  async within<T>(
    milliseconds: number,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    const limit = new AbortController();
    this.#cancel = () => limit.abort();
    if (this.#interrupted) limit.abort();
    const over = this.#time.wait(milliseconds, limit.signal);
    try {
      return await Promise.race([work(limit.signal), over.then(() => undefined)]);
    } finally {
      limit.abort();
    }
  }

  /** What `work` resolves to, or undefined on interruption. */
  unlimited<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    return this.within(FOREVER_MS, work);
  }

  /** Waits so many milliseconds. */
  pause(milliseconds: number): Promise<void> {
    return this.within(FOREVER_MS, (signal) => this.#time.wait(milliseconds, signal));
  }
}
