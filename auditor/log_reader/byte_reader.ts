import { LogReaderError } from "./errors.ts";

const decoder = new TextDecoder();

/**
 * Reads Kafka's wire types from bytes: big-endian numbers, strings with a 16-bit length, and the
 * zigzag variable-length integers of record batches.
 * Source: https://kafka.apache.org/protocol#protocol_types
 */
export class ByteReader {
  /** Of the next byte. */
  position = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes that follow. */
  get left(): number {
    return this.#bytes.length - this.position;
  }

  int8(): number {
    return this.#view.getInt8(this.#take(1));
  }

  int16(): number {
    return this.#view.getInt16(this.#take(2));
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4));
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  /** A 64-bit integer as a number, which is exact: one that would not be is refused. */
  int64(): number {
    const at = this.#take(8);
    const value = this.#view.getInt32(at) * 0x1_0000_0000 +
      this.#view.getUint32(at + 4);
    if (!Number.isSafeInteger(value)) {
      throw malformed(`the integer ${value} is out of range`);
    }
    return value;
  }

  /** A variable-length integer of up to 64 bits, exact up to 2^53. */
  varint(): number {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#bytes[this.position++];
      if (byte === undefined) {
        throw malformed("a variable-length integer is cut");
      }
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return low >>> 1 ^ -(low & 1);
    }
    return this.#longVarint(low);
  }

  /** A view of the next bytes, not a copy. */
  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** A string with a 16-bit length, -1 for null. */
  nullableString(): string | null {
    const length = this.int16();
    return length < 0 ? null : this.text(length);
  }

  string(): string {
    const text = this.nullableString();
    if (text === null) throw malformed("a string is null");
    return text;
  }

  /** UTF-8 text of so many bytes. */
  text(length: number): string {
    const bytes = this.bytes(length);
    let text = "";
    for (const byte of bytes) {
      // Header names and topics are short ASCII: a call of the decoder would cost ten times as much.
      if (byte > 0x7f || length > 64) return decoder.decode(bytes);
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** An array with a 32-bit length; null reads as empty. */
  array<T>(read: () => T): T[] {
    const length = this.int32();
    if (length > this.left) {
      throw malformed(`an array of ${length} is longer than its message`);
    }
    return Array.from({ length: Math.max(0, length) }, read);
  }

  #longVarint(low: number): number {
    let value = BigInt(low);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.int8() & 0xff;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      const number = Number(value >> 1n ^ -(value & 1n));
      if (!Number.isSafeInteger(number)) {
        throw malformed(`the integer ${number} is out of range`);
      }
      return number;
    }
    throw malformed("a variable-length integer is longer than ten bytes");
  }

  #take(length: number): number {
    const at = this.position;
    if (length < 0 || length > this.left) {
      throw malformed(`${length} bytes are wanted where ${this.left} are left`);
    }
    this.position += length;
    return at;
  }
}

function malformed(state: string): LogReaderError {
  return new LogReaderError(
    "protocol",
    `Cannot read what the broker sent: ${state}`,
  );
}
