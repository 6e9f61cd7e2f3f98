import type { SeenLetter } from "../view.ts";
import { harmless, quoted } from "./text_width.ts";

/** Characters of a key or value that are shown. */
const MOST_CHARACTERS = 200;

/** A dead letter in one readable line, whatever its bytes are. */
export function letterText(letter: SeenLetter): string {
  const { origin } = letter;
  const from = origin ? `${origin.topic} ${origin.partition}/${origin.offset}` : "unknown";
  return harmless(
    `dead letter  ${letter.reason}: ${letter.message}  from ${from}  ` +
      `key ${excerpt(letter.key)}  value ${excerpt(letter.value)}`,
  );
}

function excerpt(text: string): string {
  if (text.length <= MOST_CHARACTERS) return quoted(text);
  const more = text.length - MOST_CHARACTERS;
  return `${quoted(text.slice(0, MOST_CHARACTERS))} and ${more} more characters`;
}
