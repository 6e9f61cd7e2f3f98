import type { ViewOutput } from "./output.ts";

const FULL_PIPE_PAUSE_MS = 5;

/**
 * Writes text to an output until that fails for the first time (a closed terminal, a reader that has
 * gone): from then on it does nothing, and throws nothing, as no timer could make use of an error.
 */
export class Sink {
  readonly #output: ViewOutput;
  readonly #onClosed: () => void;
  readonly #encoder = new TextEncoder();
  #isOpen = true;
  #isBusy = false;

  /** @param onClosed Called once, when the output takes nothing any more. */
  constructor(output: ViewOutput, onClosed: () => void = () => {}) {
    this.#output = output;
    this.#onClosed = onClosed;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether what {@linkcode offer} took is still under way. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Writes all of it, waiting for the reader. */
  write(text: string): void {
    if (!this.#isOpen) return;
    try {
      writeAll(this.#output, this.#encoder.encode(text));
    } catch {
      this.#close();
    }
  }

  /** Writes without waiting for the reader; while the last text is under way, the new one is dropped. */
  offer(text: string): void {
    if (!this.#isOpen || this.#isBusy) return;
    if (!this.#output.write) return this.write(text);
    this.#isBusy = true;
    this.#writeLater(this.#encoder.encode(text));
  }

  async #writeLater(bytes: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < bytes.length;) {
        done += checkCount(await this.#output.write!(bytes.subarray(done)));
      }
    } catch (error) {
      // The next picture starts afresh, so one that did not get through needs no second try.
      if (!isFullPipe(error)) this.#close();
    }
    this.#isBusy = false;
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#onClosed();
  }
}

function writeAll(output: ViewOutput, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    try {
      done += checkCount(output.writeSync(bytes.subarray(done)));
    } catch (error) {
      if (!isFullPipe(error)) throw error;
      pause(FULL_PIPE_PAUSE_MS);
    }
  }
}

function checkCount(count: number): number {
  if (count > 0) return count;
  throw new Deno.errors.WriteZero("The output takes nothing any more");
}

/** A pipe is non-blocking when another program that shares it has made it so. */
function isFullPipe(error: unknown): boolean {
  return error instanceof Deno.errors.WouldBlock || error instanceof Deno.errors.Interrupted;
}

/** Waits as a blocking pipe would. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
