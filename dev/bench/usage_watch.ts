import { type Usage, usageOf } from "./usage.ts";

const LOOK_EVERY_MS = 200;

/** Follows what a process uses until it has ended. */
export class UsageWatch {
  readonly #timer: ReturnType<typeof setInterval>;
  #cpuSeconds = 0;
  #peakBytes = 0;

  constructor(pid: number) {
    this.#timer = setInterval(async () => this.#note(await usageOf(pid)), LOOK_EVERY_MS);
  }

  /** CPU time at the last look, a fifth of a second before the end at most. */
  get cpuSeconds(): number {
    return this.#cpuSeconds;
  }

  /** The most memory that was seen. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #note(usage: Usage | undefined): void {
    if (!usage) return;
    this.#cpuSeconds = Math.max(this.#cpuSeconds, usage.cpuSeconds);
    this.#peakBytes = Math.max(this.#peakBytes, usage.bytes);
  }
}
