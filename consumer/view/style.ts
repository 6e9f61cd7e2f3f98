/** How a piece of text is meant. Colour never stands alone: what it says, the text says too. */
export type Style = "down" | "faint" | "quietDown" | "quietUp" | "strong" | "up" | "warning";

/** Gives a text its style; undefined leaves it plain. */
export type Paint = (style: Style | undefined, text: string) => string;

/** Takes all styles off again (ECMA-48 SGR 0). */
export const RESET = "\x1b[0m";

/** SGR numbers of the terminal's own palette, so that its theme decides how they look. */
const CODES: Readonly<Record<Style, string>> = {
  down: "31",
  faint: "2",
  quietDown: "2;31",
  quietUp: "2;32",
  strong: "1",
  up: "32",
  warning: "1;33",
};

/** @param noColor The user's wish (NO_COLOR): then nothing is styled at all. */
export function createPaint(noColor: boolean): Paint {
  if (noColor) return (_style, text) => text;
  return (style, text) => style && text ? `\x1b[${CODES[style]}m${text}${RESET}` : text;
}
