const MOST_CHARACTERS = 200;
/** Longer than any text that is shown. */
const MOST_BYTES = 4 * MOST_CHARACTERS;

/**
 * Bytes as people can read them, safe for a terminal: text as it is, but for control characters;
 * what is no UTF-8 as hexadecimal numbers. Cut after 200 characters. Nothing at all is "".
 */
export function printable(bytes: Uint8Array | null | undefined): string {
  if (!bytes) return "";
  const text = decode(bytes) ?? hex(bytes);
  const characters = [...text.slice(0, 2 * MOST_CHARACTERS)];
  const cut = characters.length > MOST_CHARACTERS || bytes.length > MOST_BYTES;
  return characters.slice(0, MOST_CHARACTERS).map(visible).join("") + (cut ? "…" : "");
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    // As part of a stream the last character may be cut in two.
    const stream = bytes.length > MOST_BYTES;
    return decoder.decode(bytes.subarray(0, MOST_BYTES), { stream });
  } catch {
    return undefined;
  }
}

function hex(bytes: Uint8Array): string {
  return `0x${bytes.subarray(0, MOST_CHARACTERS).toHex()}`;
}

/** Characters that act instead of being seen become their JSON escape. */
function visible(character: string): string {
  if (!/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(character)) return character;
  const short = JSON.stringify(character).slice(1, -1);
  return short === character ? escape(character) : short;
}

function escape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
  ).join("");
}
