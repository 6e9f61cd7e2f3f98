import type { SeenLetter, StatisticsView } from "../view.ts";
import { footerLines, paintFooter } from "./footer_lines.ts";
import { formatCount, formatNoun, formatRanges } from "./format.ts";
import { letterText } from "./letter_text.ts";
import { outageText } from "./outage_text.ts";
import { statisticsLines } from "./statistics_lines.ts";
import type { Paint } from "./style.ts";
import type { SymbolBoard } from "./symbol_board.ts";
import { Table } from "./table.ts";
import { cut, widthOf, wrap } from "./text_width.ts";

/** From so many lines on there is room for a title, and for empty lines around the statistics. */
const TITLE_FROM = 12;
const SPACE_ABOVE_FROM = 16;
const SPACE_BELOW_FROM = 28;
/** Symbols, or dead letters, that status lines do not take the place of. */
const LEAST_ROWS = 5;

/** What a picture is made from. */
export interface PictureContent {
  readonly board: SymbolBoard;
  /** The last dead letters, oldest first. */
  readonly letters: readonly SeenLetter[];
  readonly statistics: StatisticsView;
  readonly footer: readonly string[];
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** What a picture must fit into, in character cells. */
export interface PictureSize {
  readonly columns: number;
  readonly lines: number;
}

/** Puts together what the terminal shows: title, symbols, statistics and status lines. */
export class Picture {
  readonly #topic: string;
  readonly #paint: Paint;
  readonly #table: Table;

  constructor(topic: string, paint: Paint) {
    this.#topic = topic;
    this.#paint = paint;
    this.#table = new Table(paint);
  }

  /** As many lines as fit, none wider than fits. */
  lines(content: PictureContent, size: PictureSize): string[] {
    const { columns, lines: height } = size;
    if (height < 1) return [];
    const title = height >= TITLE_FROM ? [this.#title(content, columns)] : [];
    const figures = this.#statistics(content, columns).slice(0, Math.max(1, height / 3));
    const statistics = [
      ...height >= SPACE_ABOVE_FROM ? [""] : [],
      ...figures,
      ...height >= SPACE_BELOW_FROM && content.footer.length > 0 ? [""] : [],
    ];
    const fixed = title.length + statistics.length;
    const rows = height - fixed - leastBody(content.board.size || content.letters.length);
    const footer = footerLines(content.footer, { rows, columns })
      .map((line) => paintFooter(line, this.#paint));
    const body = this.#body(content, { columns, lines: height - fixed - footer.length });
    return [...title, ...body, ...statistics, ...footer].slice(-height);
  }

  #title({ board, statistics, now }: PictureContent, columns: number): string {
    const { partitions } = statistics;
    const noun = partitions.length === 1 ? "partition" : "partitions";
    const facts = [
      ...board.size > 0 ? [formatNoun(board.size, "symbol")] : [],
      partitions.length > 0 ? `${noun} ${formatRanges(partitions)}` : "no partitions",
    ];
    const left = `${this.#topic} · ${facts.join(" · ")}`;
    const right = `${new Date(now).toISOString().slice(11, 19)} UTC`;
    const between = columns - widthOf(left) - right.length;
    const clock = between < 2 ? "" : " ".repeat(between) + right;
    const rest = this.#paint("faint", left.slice(this.#topic.length) + clock);
    return cut(this.#paint("strong", this.#topic) + rest, columns);
  }

  #statistics({ board, letters, statistics }: PictureContent, columns: number): string[] {
    const lines = [
      ...outageText(statistics).map((text) => this.#paint("warning", text)),
      ...statisticsLines(statistics, columns, this.#paint),
    ];
    const last = letters.at(-1);
    if (board.size > 0 && last) lines.push(this.#paint("warning", letterText(last)));
    return lines.map((line) => cut(line, columns));
  }

  #body({ board, letters, statistics, now }: PictureContent, size: PictureSize): string[] {
    const rows = size.lines - 1;
    if (board.size === 0 && letters.length > 0) {
      const last = letters.slice(-size.lines);
      return last.flatMap((letter) => wrap(letterText(letter), size.columns)).slice(-size.lines);
    }
    if (board.size === 0) return this.#waiting(statistics, size.columns);
    const isWhole = board.size <= rows;
    const tracks = board.top(isWhole ? rows : rows - 1, now);
    const lines = this.#table.lines(tracks, { available: size.columns, now });
    if (isWhole) return lines;
    const more = `… and ${formatCount(board.size - tracks.length)} more`;
    const forgotten = board.hasForgotten ? ", and others silent for long" : "";
    return [...lines, this.#paint("faint", cut(more + forgotten, size.columns))];
  }

  #waiting({ partitions, records }: StatisticsView, columns: number): string[] {
    const state = partitions.length === 0
      ? "No partitions are assigned yet"
      : records === 0
      ? "Nothing has come yet"
      : `${formatNoun(records, "record")} so far, none of them a tick`;
    return [
      ...wrap(`Waiting for the first tick of ${this.#topic} …`, columns),
      this.#paint("faint", cut(state, columns)),
    ];
  }
}

/** Lines for the header, some rows, and how many more there are. */
function leastBody(rows: number): number {
  if (rows === 0) return 2;
  return 1 + Math.min(rows, LEAST_ROWS + 1);
}
