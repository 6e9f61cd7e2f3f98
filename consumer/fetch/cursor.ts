import type { Buffer } from "node:buffer";

/**
 * Reads numbers of Kafka's protocol, one after the other.
 * Source: https://kafka.apache.org/protocol#protocol_types
 */
export class Cursor {
  readonly bytes: Buffer;
  /** Where the next number begins. */
  at: number;

  constructor(bytes: Buffer, at: number = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  int16(): number {
    this.at += 2;
    return this.bytes.readInt16BE(this.at - 2);
  }

  int32(): number {
    this.at += 4;
    return this.bytes.readInt32BE(this.at - 4);
  }

  /** Decimal, as kafkajs has it. */
  int64(): string {
    this.at += 8;
    return String(this.bytes.readBigInt64BE(this.at - 8));
  }

  /** Text after its length in two bytes. */
  text(): string {
    const length = this.int16();
    this.at += length;
    return this.bytes.toString("utf8", this.at - length, this.at);
  }

  /** A zig-zag varint; exact up to 2^52, beyond what any length, offset or delay comes to. */
  varint(): number {
    const { bytes } = this;
    const first = bytes[this.at++]!;
    if (first < 0x80) return (first >>> 1) ^ -(first & 1);
    let value = first - 0x80;
    for (let scale = 0x80;; scale *= 0x80) {
      const byte = bytes[this.at++];
      if (byte === undefined) throw new RangeError("Cannot read a number: the bytes end within it");
      if (byte < 0x80) {
        value += byte * scale;
        return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      }
      value += (byte - 0x80) * scale;
    }
  }
}
