import { widthOf } from "../text_width.ts";

// deno-lint-ignore no-control-regex -- escape sequences are what it reads
const TOKEN = /\x1b\[(\??)([\d;]*)([A-Za-z])|\r|\n|[^\x1b\r\n]+/gy;

/** A terminal as far as the table uses one: what a person would see, without colours. */
export class Screen {
  columns: number;
  rows: number;
  isCursorShown = true;
  /** Lines that have left the screen at its top. */
  readonly scrolledOff: string[] = [];
  #lines: string[] = [""];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  /** The screen's lines from the top, without empty ones at the end. */
  get lines(): string[] {
    return this.#lines.map((line) => line.trimEnd()).join("\n").trimEnd().split("\n");
  }

  get cursor(): { row: number; column: number } {
    return { row: this.#row, column: this.#column };
  }

  /** @throws {Error} If something is written that the table has no reason to use. */
  write(text: string): void {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const start = TOKEN.lastIndex;
      const token = TOKEN.exec(text);
      if (!token) {
        throw new Error(`Unknown sequence: ${JSON.stringify(text.slice(start, start + 9))}`);
      }
      const [whole, isPrivate, parameters, command] = token;
      if (command) this.#control(command, parameters!, isPrivate === "?");
      else if (whole === "\r") this.#column = 0;
      else if (whole === "\n") this.#lineFeed();
      else this.#print(whole);
    }
  }

  #control(command: string, parameters: string, isPrivate: boolean): void {
    if (isPrivate) {
      if (parameters === "25") this.isCursorShown = command === "h";
      return;
    }
    if (command === "H") this.#row = this.#column = 0;
    else if (command === "K") this.#lines[this.#row] = "";
    else if (command === "J") this.#clearBelow();
    else if (command !== "m") throw new Error(`Unknown control: ${command}`);
  }

  #clearBelow(): void {
    this.#lines.length = this.#row + 1;
    this.#lines[this.#row] = this.#lines[this.#row]!.slice(0, this.#column);
  }

  #lineFeed(): void {
    this.#row++;
    if (this.#row >= this.rows) {
      this.scrolledOff.push(this.#lines.shift() ?? "");
      this.#row--;
    }
    this.#lines[this.#row] ??= "";
  }

  #print(text: string): void {
    const line = this.#lines[this.#row]!.padEnd(this.#column).slice(0, this.#column) + text;
    if (widthOf(line) > this.columns) throw new Error(`Wider than ${this.columns}: ${line}`);
    this.#lines[this.#row] = line;
    this.#column += text.length;
  }
}
