import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { RESET } from "./style.ts";

const ESCAPE = "\x1b";
const ELLIPSIS = "…";
const INDENT = "  ";
/** Where a line may be broken, best first. */
const BREAKS = [/ {2,}(?=\S)/g, / · /g, /, /g, / /g];
/** A break further left than this share of the line wastes too much of it. */
const EARLIEST_BREAK = 0.4;
// deno-lint-ignore no-control-regex -- control characters are what it looks for
const UNSAFE = /[\x00-\x1f\x7f-\x9f\u2028\u2029\p{Bidi_Control}]/gu;
// deno-lint-ignore no-control-regex -- escape sequences are what it looks for
const STYLES = /(\x1b\[[\d;]*m)/;
/** What people take for one character is never cut in two. */
const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** How many cells of a terminal a text takes, its escape sequences not counted. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** The text, at most this many cells wide; one that was cut ends with "…". */
export function cut(text: string, width: number): string {
  if (width < 1) return "";
  if (widthOf(text) <= width) return text;
  return startOf(text, width - 1) + ELLIPSIS + (text.includes(ESCAPE) ? RESET : "");
}

/** As much of a text's start as fits, with the styles in it. */
function startOf(text: string, width: number): string {
  let start = "";
  let used = 0;
  for (const [index, part] of text.split(STYLES).entries()) {
    if (index % 2) {
      start += part;
      continue;
    }
    for (const { segment } of characters.segment(part)) {
      used += widthOf(segment);
      if (used > width) return start;
      start += segment;
    }
  }
  return start;
}

/** A plain line in pieces of at most this many cells; all but the first are indented. */
export function wrap(line: string, width: number): string[] {
  const pieces: string[] = [];
  let rest = line.trimEnd();
  while (widthOf(rest) > width) {
    const fitting = startOf(rest, width).length;
    const [end, start] = breakPoint(rest, Math.max(fitting, 1));
    pieces.push(rest.slice(0, end));
    const indent = width > 2 * INDENT.length ? INDENT : "";
    rest = indent + rest.slice(start);
  }
  return [...pieces, rest];
}

/** Where the piece ends and where the rest starts; what separates them is left out. */
function breakPoint(text: string, fitting: number): [number, number] {
  for (const pattern of BREAKS) {
    // One separator more may hang over the edge.
    const last = [...text.slice(0, fitting + 3).matchAll(pattern)].findLast(({ index }) =>
      index <= fitting && index >= fitting * EARLIEST_BREAK
    );
    if (last) return [last.index, last.index + last[0].length];
  }
  return [fitting, fitting];
}

/** Text from elsewhere without what could move the cursor, change colours or turn the line around. */
export function harmless(text: string): string {
  return stripVTControlCharacters(text).replaceAll("\t", " ").replace(UNSAFE, "");
}

/** Text from elsewhere in quotes; what does not print is shown as an escape. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    UNSAFE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
