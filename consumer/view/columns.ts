import { formatAge, formatChange, formatPrice, formatRate, formatVolume } from "./format.ts";
import { barsIn, sparkline, trendArrow } from "./sparkline.ts";
import type { Style } from "./style.ts";
import type { SymbolTrack } from "./symbol_track.ts";

/** For so long after a tick its price shows where it came from, in milliseconds. */
const FLASH_MS = 600;
/** "▲ 12.34%" */
const CHANGE_CELLS = 8;
/** The trend's arrow and the space behind it. */
const ARROW_CELLS = 2;
const LEAST_BARS = 8;

/** A field of the table: no longer than its column is wide. */
export interface Cell {
  readonly text: string;
  readonly style?: Style | undefined;
}

/** What a symbol's cells are made from. */
export interface Row {
  readonly track: SymbolTrack;
  /** The last minute, one price per second. */
  readonly prices: readonly number[];
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** A column of the table. */
export interface Column {
  readonly title: string;
  /** Numbers stand to the right. */
  readonly isRight: boolean;
  readonly minimum: number;
  /** Of the column that takes the room that is left: how much of so many cells it can use. */
  readonly stretch?: (room: number) => number;
  /** What is kept where it is narrow: 1 first. */
  readonly priority: number;
  /** @param width Of the column, where it has a {@linkcode stretch}. */
  readonly cell: (row: Row, width: number) => Cell;
}

/** The table's columns from left to right. */
export const COLUMNS: readonly Column[] = [
  {
    title: "Symbol",
    isRight: false,
    minimum: 6,
    priority: 1,
    cell: ({ track }) => ({ text: track.symbol, style: "strong" }),
  },
  {
    title: "Price",
    isRight: true,
    minimum: 8,
    priority: 2,
    cell: ({ track, now }) => ({
      text: formatPrice(track.price),
      style: now - track.handled < FLASH_MS ? styleOf(track.direction, undefined) : undefined,
    }),
  },
  {
    title: "Change",
    isRight: true,
    minimum: CHANGE_CELLS,
    priority: 3,
    cell: ({ track }) => changeCell(track.change),
  },
  {
    title: "1 min",
    isRight: true,
    minimum: CHANGE_CELLS,
    priority: 6,
    cell: ({ track, prices }) => changeCell(track.price / (prices[0] ?? track.price) - 1),
  },
  {
    title: "Trend",
    isRight: false,
    minimum: ARROW_CELLS + LEAST_BARS,
    stretch: (room) => ARROW_CELLS + barsIn(room - ARROW_CELLS),
    priority: 4,
    cell: ({ track, prices }, width) => {
      const arrow = trendArrow(prices);
      const bars = sparkline(prices, track.history.newest, width - ARROW_CELLS);
      const style = arrow === "↑" ? "quietUp" : arrow === "↓" ? "quietDown" : "faint";
      return { text: `${arrow} ${bars}`, style };
    },
  },
  {
    title: "Volume",
    isRight: true,
    minimum: 9,
    priority: 7,
    cell: ({ track }) => ({ text: formatVolume(track.volume) }),
  },
  {
    title: "Tick/s",
    isRight: true,
    minimum: 6,
    priority: 8,
    cell: ({ track, now }) => {
      const rate = track.rate(now);
      return { text: rate === undefined ? "–" : formatRate(rate) };
    },
  },
  {
    title: "Part",
    isRight: true,
    minimum: 4,
    priority: 9,
    cell: ({ track }) => ({ text: `${track.partition}`, style: "faint" }),
  },
  {
    title: "Age",
    isRight: true,
    minimum: 4,
    priority: 5,
    cell: ({ track, now }) => ({
      text: formatAge(now - track.due),
      style: track.isOverdue(now) ? "warning" : "faint",
    }),
  },
];

function changeCell(change: number): Cell {
  const text = formatChange(change);
  return { text, style: styleOf(text === "0.00%" ? 0 : change, "faint") };
}

function styleOf(direction: number, level: Style | undefined): Style | undefined {
  if (direction === 0) return level;
  return direction > 0 ? "up" : "down";
}
