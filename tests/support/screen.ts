import stringWidth from "string-width";

const PART =
  // deno-lint-ignore no-control-regex -- ECMA-48 control sequences
  /\x1b\[(?<codes>[\d;?]*)(?<command>[A-Za-z])|(?<control>[\r\n])|(?<text>[^\x1b\r\n]+)/g;

/**
 * What a terminal shows after it got some output: as much of ECMA-48 as a table needs, and a note of
 * what a table must not do.
 */
export class Screen {
  /** Characters that did not fit into their line. */
  overflow = "";
  /** Lines that went out at the top. */
  scrolled = 0;
  isCursorVisible = true;
  #columns: number;
  #rows: number;
  #lines: string[][];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#rows = rows;
    this.#lines = Array.from({ length: rows }, () => []);
  }

  /** The lines from the top, without the spaces at their ends. */
  get lines(): string[] {
    return this.#lines.map((cells) => Array.from(cells, (cell) => cell ?? " ").join("").trimEnd());
  }

  /** @throws {Error} If it holds a control sequence that is not known here. */
  write(output: string): void {
    for (const { groups = {} } of output.matchAll(PART)) {
      const { codes = "", command, control, text } = groups;
      if (command !== undefined) this.#command(command, codes);
      else if (control === "\r") this.#column = 0;
      else if (control === "\n") this.#newLine();
      else if (text !== undefined) this.#print(text);
    }
  }

  /** As terminals do it that cut and do not flow. */
  resize(columns: number, rows: number): void {
    this.#columns = columns;
    this.#rows = rows;
    this.#lines = Array.from(
      { length: rows },
      (_, row) => this.#lines[row]?.slice(0, columns) ?? [],
    );
    this.#row = Math.min(this.#row, rows - 1);
  }

  #print(text: string): void {
    for (const { segment } of new Intl.Segmenter().segment(text)) {
      const width = stringWidth(segment);
      if (this.#column + width > this.#columns) this.overflow += segment;
      const cells = this.#lines[this.#row]!;
      cells[this.#column] = segment;
      // The second cell of a wide character shows nothing of its own.
      if (width === 2) cells[this.#column + 1] = "";
      this.#column += width;
    }
  }

  #newLine(): void {
    if (this.#row < this.#rows - 1) {
      this.#row++;
      return;
    }
    this.#lines.push([]);
    this.#lines.shift();
    this.scrolled++;
  }

  #command(command: string, codes: string): void {
    if (command === "m") return;
    if (command === "H" && codes === "") this.#row = this.#column = 0;
    else if (command === "K") this.#clearLine(codes);
    else if (command === "J" && codes === "") {
      this.#clearLine("");
      this.#lines.fill([], this.#row + 1);
      this.#lines = this.#lines.map((cells) => [...cells]);
    } else if (codes.startsWith("?") && "hl".includes(command)) {
      if (codes === "?25") this.isCursorVisible = command === "h";
    } else throw new Error(`Cannot read the control sequence CSI ${codes}${command}`);
  }

  #clearLine(codes: string): void {
    const kept = codes === "2" ? 0 : this.#column;
    this.#lines[this.#row] = this.#lines[this.#row]!.slice(0, kept);
  }
}
