import type { AuditorStatus } from "./control.ts";

const EVERY_MS = 250;

/** Asks for the status again and again, so that all who watch share one question. */
export class StatusWatch implements Disposable {
  #latest: AuditorStatus;
  readonly #ask: () => Promise<AuditorStatus>;
  readonly #every: number;
  #next = Promise.withResolvers<AuditorStatus>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = true;

  private constructor(ask: () => Promise<AuditorStatus>, first: AuditorStatus, every: number) {
    this.#ask = ask;
    this.#latest = first;
    this.#every = every;
    this.#schedule();
  }

  /** Resolves with the first answer. */
  static async open(
    ask: () => Promise<AuditorStatus>,
    every: number = EVERY_MS,
  ): Promise<StatusWatch> {
    return new StatusWatch(ask, await ask(), every);
  }

  /** The last answer. */
  get latest(): AuditorStatus {
    return this.#latest;
  }

  /** An answer to a question that is asked from now on. */
  async fresh(): Promise<AuditorStatus> {
    return await this.#next.promise;
  }

  [Symbol.dispose](): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    this.#timer = setTimeout(() => this.#look(), this.#every);
  }

  async #look(): Promise<void> {
    // Whoever comes from now on waits for the next question.
    const next = this.#next;
    this.#next = Promise.withResolvers();
    try {
      this.#latest = await this.#ask();
      next.resolve(this.#latest);
    } catch {
      // Busy, or ending: whoever waits has a limit.
      this.#next.promise.then(next.resolve);
    }
    if (this.#isOpen) this.#schedule();
  }
}
