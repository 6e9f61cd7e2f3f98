import type { SeenLetter, SeenTick, View } from "../view.ts";
import { FooterFile } from "./footer_file.ts";
import type { ViewOutput } from "./output.ts";
import { Picture } from "./picture.ts";
import { Sink } from "./sink.ts";
import { createPaint } from "./style.ts";
import { SymbolBoard } from "./symbol_board.ts";
import type { ViewOptions } from "./view_options.ts";

/** Four pictures per second. */
const DRAW_MS = 250;
const LETTERS_KEPT = 100;
/** Where a terminal does not tell its size. */
const USUAL_SIZE = { columns: 80, rows: 24 };

/**
 * What stands before and after a picture (ECMA-48, DEC private modes): show it all at once, no cursor,
 * nothing wraps, from the top left; then the rest is cleared and all is as before. In between the
 * terminal is as any program expects it, so that even a killed consumer leaves it in order.
 */
const BEGIN = "\x1b[?2026h\x1b[?25l\x1b[?7l\x1b[H";
const END = "\x1b[J\x1b[?7h\x1b[?25h\x1b[?2026l";
const CLEAR_LINE = "\x1b[2K";

/** Shows the symbols in a table that is redrawn in place, on the normal screen of a terminal. */
export class TableView implements View {
  readonly #options: ViewOptions;
  readonly #output: ViewOutput;
  readonly #sink: Sink;
  readonly #board = new SymbolBoard();
  readonly #picture: Picture;
  readonly #footer: FooterFile | undefined;
  readonly #timer: ReturnType<typeof setInterval>;
  #letters: SeenLetter[] = [];
  #hasRoom = false;

  constructor(options: ViewOptions) {
    this.#options = options;
    this.#output = options.stdout;
    this.#sink = new Sink(options.stdout, () => {
      this.#stop();
      options.onClosed?.();
    });
    this.#picture = new Picture(options.topic, createPaint(options.noColor));
    if (options.footer) this.#footer = new FooterFile(options.footer);
    this.#timer = setInterval(() => this.draw(), DRAW_MS);
    this.draw();
  }

  tick(seen: SeenTick): void {
    this.#board.tick(seen);
  }

  letter(seen: SeenLetter): void {
    this.#letters.push(seen);
    if (this.#letters.length > 2 * LETTERS_KEPT) {
      this.#letters = this.#letters.slice(-LETTERS_KEPT);
    }
  }

  /** Draws a picture, unless the terminal is still busy with the last one. */
  draw(): void {
    if (this.#sink.isOpen && !this.#sink.isBusy) this.#sink.offer(this.#frame());
  }

  /** Leaves the last picture with the cursor below it. */
  close(): void {
    this.#stop();
    // A terminal that has stopped taking anything would never let the program end.
    if (this.#sink.isOpen && !this.#sink.isBusy) this.#sink.write(this.#frame());
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#footer?.close();
  }

  #frame(): string {
    const { columns, rows } = this.#size();
    const { statistics, now } = this.#options;
    const content = {
      board: this.#board,
      letters: this.#letters,
      statistics: statistics(),
      footer: this.#footer?.lines ?? [],
      now: now(),
    };
    // The last row is the cursor's.
    const lines = this.#picture.lines(content, { columns, lines: rows - 1 });
    const drawn = lines.map((line) => `${CLEAR_LINE}${line}\r\n`).join("");
    return this.#makeRoom(rows) + BEGIN + drawn + END;
  }

  /** What stood on the screen before goes to where one can scroll back to it. */
  #makeRoom(rows: number): string {
    if (this.#hasRoom) return "";
    this.#hasRoom = true;
    return "\n".repeat(rows);
  }

  #size(): { readonly columns: number; readonly rows: number } {
    try {
      const { columns, rows } = this.#output.size();
      return { columns: columns || USUAL_SIZE.columns, rows: rows || USUAL_SIZE.rows };
    } catch {
      return USUAL_SIZE;
    }
  }
}
