import type { ViewOutput } from "../output.ts";

/** An output that keeps what is written to it. */
export class RecordedOutput implements ViewOutput {
  columns = 80;
  rows = 24;
  isOnTerminal = true;
  /** Bytes taken at most by one write. */
  most = Infinity;
  /** What the next writes throw instead, the first one first. */
  readonly failures: Error[] = [];
  readonly #chunks: Uint8Array[] = [];

  writeSync(bytes: Uint8Array): number {
    const failure = this.failures.shift();
    if (failure) throw failure;
    const taken = bytes.slice(0, this.most);
    this.#chunks.push(taken);
    return taken.length;
  }

  isTerminal(): boolean {
    return this.isOnTerminal;
  }

  size(): { columns: number; rows: number } {
    return { columns: this.columns, rows: this.rows };
  }

  get writes(): number {
    return this.#chunks.length;
  }

  /** All that has been written; throws if it is not UTF-8. */
  text(): string {
    const bytes = this.#chunks.flatMap((chunk) => [...chunk]);
    return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
  }

  /** Forgets what has been written, and returns it. */
  take(): string {
    const text = this.text();
    this.#chunks.length = 0;
    return text;
  }
}
