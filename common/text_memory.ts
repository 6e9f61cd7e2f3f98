/** Texts that are remembered; a feed has fewer symbols. */
const MOST = 8_192;

/** Bytes as texts, where the same few come again and again: they are compared, and not made anew. */
export class TextMemory {
  readonly #texts = new Map<number, string>();

  /**
   * The text of ASCII bytes.
   *
   * @param hash Any number that is the same for the same bytes, and mostly another one for others.
   */
  text(
    bytes: Uint8Array,
    start: number,
    { length, hash }: { readonly length: number; readonly hash: number },
  ): string {
    const known = this.#texts.get(hash);
    if (known !== undefined && isText(known, bytes, { start, length })) return known;
    const text = String.fromCharCode(...bytes.subarray(start, start + length));
    if (this.#texts.size >= MOST) this.#texts.clear();
    this.#texts.set(hash, text);
    return text;
  }
}

function isText(
  text: string,
  bytes: Uint8Array,
  { start, length }: { readonly start: number; readonly length: number },
): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at++) if (text.charCodeAt(at) !== bytes[start + at]) return false;
  return true;
}
