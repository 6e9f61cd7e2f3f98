import type { News } from "../news.ts";
import type { Show } from "./show.ts";

/** One line for each thing that happens, where there is no terminal. */
export class PlainShow implements Show {
  readonly #write: (text: string) => void;
  readonly #now: () => number;
  #start: number;
  #said: string | undefined;

  /** @param now Milliseconds. */
  constructor(write: (text: string) => void, now: () => number = () => performance.now()) {
    this.#write = write;
    this.#now = now;
    this.#start = now();
  }

  begin(): void {
    this.#start = this.#now();
    this.#said = undefined;
  }

  tell({ drill, phase, detail, next, within }: News): void {
    const seconds = ((this.#now() - this.#start) / 1000).toFixed(1).padStart(6);
    const more = this.#next(next, within);
    this.line(`${seconds} s  ${drill}  ${phase.padEnd(8)}  ${detail}${more}`);
  }

  /** What is to come, unless the line before has said so, too. */
  #next(next: string | undefined, within: number | undefined): string {
    const isSaid = next === this.#said;
    this.#said = next;
    if (next === undefined || isSaid) return "";
    const limit = within === undefined || next.includes(`within ${within} s`)
      ? ""
      : ` within ${within} s`;
    return `; next${limit}: ${next}`;
  }

  watch(): void {}

  prompt(text: string): void {
    if (text) this.line(text);
  }

  progress(line: string): void {
    this.line(line);
  }

  line(text: string): void {
    this.#write(`${text}\n`);
  }

  close(): void {}
}
