import { type Cell, COLUMNS, type Row } from "./columns.ts";
import type { Paint } from "./style.ts";
import type { SymbolTrack } from "./symbol_track.ts";
import { layOut, type TableLayout } from "./table_layout.ts";
import { cut } from "./text_width.ts";

/** The symbols as lines. Columns only ever grow, so that they stand still, until the size changes. */
export class Table {
  readonly #paint: Paint;
  #widths: number[] = [];
  #available = 0;

  constructor(paint: Paint) {
    this.#paint = paint;
  }

  /**
   * The header and a line per symbol.
   *
   * @param options.available Cells of a line.
   * @param options.now In milliseconds since 1970.
   */
  lines(
    tracks: readonly SymbolTrack[],
    options: { readonly available: number; readonly now: number },
  ): string[] {
    const { available, now } = options;
    const rows = tracks.map((track) => ({ track, now, prices: track.history.perSecond() }));
    if (available !== this.#available) this.#forgetWidths(available);
    // Of the column that takes the rest, the cells are only made once the rest is known.
    const cells = COLUMNS.map((column, index) => {
      if (column.stretch) return undefined;
      const made = rows.map((row) => column.cell(row, 0));
      this.#grow(index, made);
      return made;
    });
    const layout = layOut(COLUMNS, this.#widths, available);
    const lines = [
      this.#header(layout),
      ...rows.map((row, y) => this.#line(layout, row, cells, y)),
    ];
    // Cutting takes longer than all the rest, and lines are only too wide where one column is.
    return layout.columns[0]!.width <= available
      ? lines
      : lines.map((line) => cut(line, available));
  }

  #forgetWidths(available: number): void {
    this.#widths = COLUMNS.map(({ title, minimum }) => Math.max(title.length, minimum));
    this.#available = available;
  }

  #grow(index: number, cells: readonly Cell[]): void {
    for (const { text } of cells) {
      if (text.length > this.#widths[index]!) this.#widths[index] = text.length;
    }
  }

  #header({ columns, gap }: TableLayout): string {
    const titles = columns.map(({ column, width }) => pad(column.title, width, column.isRight));
    return this.#paint("faint", titles.join(" ".repeat(gap)).trimEnd());
  }

  #line(
    { columns, gap }: TableLayout,
    row: Row,
    cells: readonly (readonly Cell[] | undefined)[],
    y: number,
  ): string {
    const fields = columns.map(({ column, width }) => {
      const { text, style } = cells[COLUMNS.indexOf(column)]?.[y] ?? column.cell(row, width);
      return this.#paint(style, pad(text, width, column.isRight));
    });
    return fields.join(" ".repeat(gap));
  }
}

/** Every cell is drawn with characters one cell wide, so that its length is its width. */
function pad(text: string, width: number, isRight: boolean): string {
  return isRight ? text.padStart(width) : text.padEnd(width);
}
