import { TextMemory } from "./text_memory.ts";
import type { Tick } from "./tick.ts";

/** The text between the fields, as `encodeTick()` writes it. */
const [BEFORE_SYMBOL, BEFORE_PRICE, BEFORE_TIMESTAMP, BEFORE_VOLUME] = [
  '{"symbol":"',
  '","price":',
  ',"timestamp":"',
  '","volume":',
].map((text) => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
const [ZERO, NINE, POINT, MINUS, A, Z, CLOSE_BRACE] = [0x30, 0x39, 0x2e, 0x2d, 0x41, 0x5a, 0x7d];
const MOST_SYMBOL_BYTES = 12;
/** So long a whole number is exact. */
const MOST_DIGITS = 15;
/** Digits before the decimal point: a price is below 1e9. */
const MOST_PRICE_DIGITS = 9;
const CENTS = 2;
/** `2024-01-15T10:30:00` */
const SECOND_BYTES = 19;
const SECOND = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
/** The same with `.123Z`. */
const TIMESTAMP_BYTES = 24;

const MILLISECONDS = Array.from({ length: 1_000 }, (_, at) => `${String(at).padStart(3, "0")}Z`);

/**
 * Reads ticks in exactly the text that `encodeTick()` writes, several times as fast as by
 * `JSON.parse()`: symbols and the seconds of timestamps come again and again, and are remembered.
 */
export class TickTextReader {
  readonly #symbols = new TextMemory();
  readonly #second = new Uint8Array(SECOND_BYTES);
  /** The text of that second, with a point; "" before the first. */
  #secondText = "";
  /** Where the next byte is. */
  #at = 0;
  /** What was read last. */
  #number = 0;

  /**
   * The tick that stands from `start` to before `end`; undefined where it is written in any other
   * way, or is none: then `decodeTick()` tells.
   */
  read(bytes: Uint8Array, start: number, end: number): Tick | undefined {
    if (end > bytes.length) return undefined;
    this.#at = start;
    if (!this.#skip(bytes, BEFORE_SYMBOL)) return undefined;
    const symbol = this.#readSymbol(bytes);
    if (symbol === undefined || !this.#skip(bytes, BEFORE_PRICE)) return undefined;
    if (!this.#readPrice(bytes)) return undefined;
    const price = this.#number;
    if (!this.#skip(bytes, BEFORE_TIMESTAMP)) return undefined;
    const timestamp = this.#readTimestamp(bytes);
    if (timestamp === undefined || !this.#skip(bytes, BEFORE_VOLUME)) return undefined;
    if (!this.#readDigits(bytes, MOST_DIGITS) || this.#number === 0) return undefined;
    const volume = this.#number;
    if (bytes[this.#at] !== CLOSE_BRACE || this.#at + 1 !== end) return undefined;
    return { symbol, price, timestamp, volume };
  }

  #skip(bytes: Uint8Array, text: Uint8Array): boolean {
    const start = this.#at;
    for (let at = 0; at < text.length; at++) if (bytes[start + at] !== text[at]) return false;
    this.#at = start + text.length;
    return true;
  }

  /** By the rule of `isSymbol()`. */
  #readSymbol(bytes: Uint8Array): string | undefined {
    const start = this.#at;
    let hash = 0;
    let at = start;
    for (; isOfSymbol(bytes[at]!); at++) hash = Math.imul(hash, 31) + bytes[at]! | 0;
    const length = at - start;
    const first = bytes[start];
    if (length === 0 || length > MOST_SYMBOL_BYTES || first === POINT || first === MINUS) {
      return undefined;
    }
    this.#at = at;
    return this.#symbols.text(bytes, start, { length, hash });
  }

  /** A price with two decimals. A quotient of whole numbers is the number that is nearest to it. */
  #readPrice(bytes: Uint8Array): boolean {
    if (!this.#readDigits(bytes, MOST_PRICE_DIGITS) || bytes[this.#at] !== POINT) return false;
    let cents = this.#number;
    const first = ++this.#at;
    for (; this.#at < first + CENTS; this.#at++) {
      const byte = bytes[this.#at]!;
      if (!isDigit(byte)) return false;
      cents = cents * 10 + byte - ZERO;
    }
    this.#number = cents / 100;
    return cents > 0;
  }

  /** A whole number as JSON writes it: no zero comes before other digits. */
  #readDigits(bytes: Uint8Array, most: number): boolean {
    const start = this.#at;
    let number = 0;
    let at = start;
    for (; isDigit(bytes[at]!); at++) {
      if (at - start >= most) return false;
      number = number * 10 + bytes[at]! - ZERO;
    }
    if (at === start || (bytes[start] === ZERO && at > start + 1)) return false;
    this.#at = at;
    this.#number = number;
    return true;
  }

  #readTimestamp(bytes: Uint8Array): string | undefined {
    const start = this.#at;
    const fraction = start + SECOND_BYTES;
    if (bytes[fraction] !== POINT || bytes[start + TIMESTAMP_BYTES - 1] !== Z) {
      return undefined;
    }
    let milliseconds = 0;
    for (let at = fraction + 1; at < fraction + 4; at++) {
      if (!isDigit(bytes[at]!)) return undefined;
      milliseconds = milliseconds * 10 + bytes[at]! - ZERO;
    }
    if (!this.#isSameSecond(bytes, start) && !this.#learnSecond(bytes, start)) return undefined;
    this.#at = start + TIMESTAMP_BYTES;
    return this.#secondText + MILLISECONDS[milliseconds];
  }

  /** Backwards: what changes most comes first. */
  #isSameSecond(bytes: Uint8Array, start: number): boolean {
    if (this.#secondText === "") return false;
    for (let at = SECOND_BYTES - 1; at >= 0; at--) {
      if (bytes[start + at] !== this.#second[at]) return false;
    }
    return true;
  }

  #learnSecond(bytes: Uint8Array, start: number): boolean {
    const second = bytes.subarray(start, start + SECOND_BYTES);
    const text = String.fromCharCode(...second);
    if (!SECOND.test(text) || Number.isNaN(Date.parse(`${text}.000Z`))) return false;
    this.#second.set(second);
    this.#secondText = `${text}.`;
    return true;
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function isOfSymbol(byte: number): boolean {
  return (byte >= A && byte <= Z) || isDigit(byte) || byte === POINT || byte === MINUS;
}
