const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const MOST_TEXTS = 10_000;
/** A longer text is decoded each time: it would take more memory than all the others. */
const MOST_BYTES = 256;

/** Decodes UTF-8 that comes again and again, such as keys and senders: each text once. */
export class TextCache {
  readonly #known = new Map<number, { readonly bytes: Uint8Array; readonly text: string }>();

  /** Texts that it knows. */
  get size(): number {
    return this.#known.size;
  }

  /** The text; undefined where the bytes are none. */
  read(bytes: Uint8Array): string | undefined {
    if (bytes.length > MOST_BYTES) return decode(bytes);
    const hash = hashOf(bytes);
    const known = this.#known.get(hash);
    if (known && isSame(known.bytes, bytes)) return known.text;
    const text = decode(bytes);
    if (text !== undefined && this.#known.size < MOST_TEXTS) {
      this.#known.set(hash, { bytes: bytes.slice(), text });
    }
    return text;
  }
}

/** FNV-1a, 32 bits. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
