import { Keys } from "../keys.ts";

/** A step that a class may want to see coming. */
export type Step = "heal" | "inject" | "verdict";

/** Lets a drill go on step by step, or at once. */
export interface Pace {
  /** Resolves when the step may be done. */
  before(step: Step, signal: AbortSignal): Promise<void>;
}

/** Waits for nobody. */
export const AT_ONCE: Pace = { before: () => Promise.resolve() };

/** Whom {@linkcode StepByStep} tells what. */
export interface StepListener {
  /** What is waited for, and "" when it is no more. */
  announce(text: string): void;
  /** Nobody will press Enter any more: stdin has ended. A wait goes on until its signal. */
  onNobody(): void;
}

/**
 * Waits for Enter before each step: of a terminal, or a line of whatever stdin is. What is pressed on
 * a terminal too early counts for nothing; lines of anything else wait for their step.
 */
export class StepByStep implements Pace {
  readonly #listener: StepListener;
  readonly #keys: Keys | undefined;
  #entered: (() => void) | undefined;
  #lines = 0;
  #hasEnded = false;

  constructor(listener: StepListener) {
    this.#listener = listener;
    this.#keys = Keys.open((key) => {
      if (key === "\n" || key === "\r") this.#entered?.();
    });
    if (!this.#keys) this.#readLines();
  }

  async before(step: Step, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#lines > 0) {
      this.#lines--;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort);
    this.#entered = resolve;
    this.#listener.announce(`Press Enter for: ${step}`);
    if (this.#hasEnded) this.#listener.onNobody();
    try {
      await promise;
    } finally {
      this.#entered = undefined;
      signal.removeEventListener("abort", onAbort);
      this.#listener.announce("");
    }
  }

  /** Gives the terminal back. */
  close(): void {
    this.#keys?.close();
  }

  async #readLines(): Promise<void> {
    const buffer = new Uint8Array(256);
    let hasRead = false;
    for (let count; (count = await Deno.stdin.read(buffer).catch(() => null)) !== null;) {
      for (const key of new TextDecoder().decode(buffer.subarray(0, count))) {
        if (key === "\n") this.#takeLine();
      }
      hasRead = true;
    }
    this.#hasEnded = true;
    // Whoever has pressed all that there was to press may go.
    if (this.#entered || !hasRead) this.#listener.onNobody();
  }

  #takeLine(): void {
    if (!this.#entered) this.#lines++;
    else this.#entered();
    // The next one is for the next step.
    this.#entered = undefined;
  }
}
