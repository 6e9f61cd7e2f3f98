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

/** Waits for Enter before each step: of a terminal, or a line of whatever stdin is. */
export class StepByStep implements Pace {
  readonly #announce: (text: string) => void;
  readonly #keys: Keys | undefined;
  #entered: (() => void) | undefined;

  /** @param announce Told what is waited for, and "" when it is no more. */
  constructor(announce: (text: string) => void) {
    this.#announce = announce;
    this.#keys = Keys.open((key) => this.#take(key));
    if (!this.#keys) this.#readLines();
  }

  async before(step: Step, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort);
    this.#entered = resolve;
    this.#announce(`Press Enter for: ${step}`);
    try {
      await promise;
    } finally {
      this.#entered = undefined;
      signal.removeEventListener("abort", onAbort);
      this.#announce("");
    }
  }

  /** Gives the terminal back. */
  close(): void {
    this.#keys?.close();
  }

  #take(key: string): void {
    if (key === "\n" || key === "\r") this.#entered?.();
  }

  async #readLines(): Promise<void> {
    const buffer = new Uint8Array(256);
    for (let count; (count = await Deno.stdin.read(buffer).catch(() => null)) !== null;) {
      for (const key of new TextDecoder().decode(buffer.subarray(0, count))) this.#take(key);
    }
  }
}
