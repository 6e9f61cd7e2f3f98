import type { Column } from "./columns.ts";

const GAP = 2;
const WIDEST_GAP = 5;
/** With this much for the column that takes the rest, a wider gap comes before still more. */
const ROOMY = 26;

/** A column and how wide it is drawn. */
export interface PlacedColumn {
  readonly column: Column;
  readonly width: number;
}

/** Which columns are drawn, and how. */
export interface TableLayout {
  readonly columns: readonly PlacedColumn[];
  /** Cells between two columns. */
  readonly gap: number;
}

/**
 * Chooses the columns that a terminal has room for, by their priority, and gives what is left to the
 * one that can use it. The first of them stays however narrow it is.
 *
 * @param widths What each column needs, in the same order.
 * @param available Cells of a line.
 */
export function layOut(
  columns: readonly Column[],
  widths: readonly number[],
  available: number,
): TableLayout {
  let kept = columns.map((column, index) => ({ column, width: widths[index]! }));
  while (kept.length > 1 && total(kept, GAP) > available) {
    const last = Math.max(...kept.map(({ column }) => column.priority));
    kept = kept.filter(({ column }) => column.priority !== last);
  }
  const room = (gap: number) => available - total(kept, gap);
  const elastic = kept.find(({ column }) => column.stretch);
  let gap = GAP;
  if (elastic) {
    if (elastic.width + room(GAP + 1) >= ROOMY) gap++;
    elastic.width = elastic.column.stretch!(elastic.width + room(gap));
  }
  while (gap < WIDEST_GAP && room(gap + 1) >= 0) gap++;
  return { columns: kept, gap };
}

function total(columns: readonly PlacedColumn[], gap: number): number {
  return columns.reduce((sum, { width }) => sum + width, 0) + (columns.length - 1) * gap;
}
