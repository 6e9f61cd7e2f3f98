/**
 * A text in lines of so many characters at most, broken between words where that is possible.
 *
 * @param most Lines; the last one ends with "…" where there would be more.
 */
export function wrap(text: string, columns: number, most: number): string[] {
  const lines = [""];
  for (const word of text.split(" ").flatMap((word) => pieces(word, columns))) {
    const last = lines.at(-1)!;
    if (last === "") lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const trimmed = lines.map((line) => line.trimEnd());
  if (trimmed.length <= most) return trimmed;
  const last = trimmed[most - 1]!.slice(0, columns - 1);
  return [...trimmed.slice(0, most - 1), `${last}…`];
}

/** A word in pieces of so many characters. */
function pieces(word: string, columns: number): string[] {
  if (word.length <= columns) return [word];
  return [word.slice(0, columns), ...pieces(word.slice(columns), columns)];
}
