import { Sink } from "./sink.ts";
import type { ViewOutput } from "./output.ts";

const FLUSH_MS = 200;
const FLUSH_CHARACTERS = 64 * 1024;

/** Writes lines in large pieces, none later than 200 ms. */
export class LineStream {
  readonly #sink: Sink;
  #text = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(output: ViewOutput, onClosed?: () => void) {
    this.#sink = new Sink(output, onClosed);
  }

  /** @param line Without its line end. */
  write(line: string): void {
    this.#text += line + "\n";
    if (this.#text.length >= FLUSH_CHARACTERS) return this.#flush();
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS);
  }

  close(): void {
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#text;
    this.#text = "";
    if (text) this.#sink.write(text);
  }
}
