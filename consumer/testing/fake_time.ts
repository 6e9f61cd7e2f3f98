import type { Time } from "../time.ts";

/** A clock that stands still unless told to go on. */
export class FakeTime implements Time {
  #now: number;
  readonly #timers = new Set<{ readonly at: number; readonly fire: () => void }>();

  constructor(now: number = 1_700_000_000_000) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;

  /** Timers that are set. */
  get pending(): number {
    return this.#timers.size;
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (milliseconds <= 0 || signal?.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const fire = () => {
      this.#timers.delete(timer);
      signal?.removeEventListener("abort", fire);
      resolve();
    };
    const timer = { at: this.#now + milliseconds, fire };
    this.#timers.add(timer);
    signal?.addEventListener("abort", fire);
    return promise;
  }

  /** Goes on by so many milliseconds; whatever comes due has happened when this resolves. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#now = next.at;
      next.fire();
      await settle();
    }
    this.#now = end;
  }
}

/** Promises that hang on each other in the code under test: more than there are. */
const TURNS = 100;

/** Lets everything run that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
}
