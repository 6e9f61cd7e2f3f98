import type { Paint } from "./style.ts";
import { cut, wrap } from "./text_width.ts";

/** More lines than a status text has; a wrong file must not take the table's place. */
const MOST_LINES = 40;
/** A state in capitals, like DEAD or PAUSED, is one to look at. */
const LOUD = /(?<![^\s,:])([A-Z]{4,})(?![^\s,:])/;

/** Room in character cells. */
interface Room {
  readonly rows: number;
  readonly columns: number;
}

/**
 * Fits status lines into so many rows. Lines that are too long are continued in the next row. Where
 * there are too few, the first half of the lines makes room for the last, which says what is happening;
 * where that does not do either, what is too long is cut and the first lines go.
 */
export function footerLines(lines: readonly string[], room: Room): string[] {
  if (room.rows < 1) return [];
  const all = lines.slice(-MOST_LINES);
  const wrapped = all.map((line) => wrap(line, room.columns));
  for (let first = 0; first <= all.length / 2; first++) {
    const tail = wrapped.slice(first).flat();
    const spare = room.rows - tail.length;
    if (spare < 0) continue;
    return [
      ...all.slice(0, Math.min(first, spare)).map((line) => cut(line, room.columns)),
      ...tail,
    ];
  }
  return squeeze(all.slice(-room.rows), room);
}

/** A row for each line, and more from the last one up as far as there are any. */
function squeeze(lines: readonly string[], { rows, columns }: Room): string[] {
  let spare = rows - lines.length;
  const squeezed = lines.toReversed().map((line) => {
    const pieces = wrap(line, columns);
    if (pieces.length - 1 > spare) return [cut(line, columns)];
    spare -= pieces.length - 1;
    return pieces;
  });
  return squeezed.toReversed().flat();
}

/** Draws a status line quietly, but for its states in capitals. */
export function paintFooter(line: string, paint: Paint): string {
  // Split at what it captures: every other part is loud.
  const parts = line.split(LOUD);
  return parts.map((part, index) => paint(index % 2 ? "warning" : "faint", part)).join("");
}
