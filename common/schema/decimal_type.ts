import { Buffer } from "node:buffer";
import avro, { type Schema, type Type } from "avsc";

/**
 * Avro's `decimal` on bytes as a number: whole units of the last place, in big-endian two's
 * complement. Exact for up to 15 digits, which is more than a price has.
 * Source: https://avro.apache.org/docs/1.12.0/specification/#decimal
 */
export class DecimalType extends avro.types.LogicalType {
  /** Digits in all. */
  readonly precision: number;
  /** Digits behind the point. */
  readonly scale: number;
  readonly #unit: number;

  constructor(schema: Schema, options?: unknown) {
    super(schema, options);
    const { type, precision = 0, scale = 0 } = schema as Partial<DecimalType> & { type?: unknown };
    const areWhole = Number.isInteger(precision) && Number.isInteger(scale);
    if (
      type !== "bytes" || !areWhole || scale < 0 || precision < Math.max(1, scale) || precision > 15
    ) {
      throw new Error(
        "A decimal must be bytes with a precision from 1 to 15 and a scale within it",
      );
    }
    this.precision = precision;
    this.scale = scale;
    this.#unit = 10 ** scale;
  }

  protected override _toValue(number: unknown): Buffer | undefined {
    if (typeof number !== "number") return undefined;
    const units = Math.round(number * this.#unit);
    // Other readers round what has more digits than it may have, and say nothing.
    if (!(Math.abs(units) < 10 ** this.precision)) return undefined;
    const bytes = Buffer.allocUnsafe(bytesFor(units));
    let left = units;
    for (let at = bytes.length - 1; at >= 0; at--) {
      bytes[at] = left % 256;
      left = Math.floor(left / 256);
    }
    return bytes;
  }

  protected override _fromValue(bytes: Buffer): number {
    let units = bytes.length > 0 ? bytes.readInt8(0) : NaN;
    for (let at = 1; at < bytes.length; at++) units = units * 256 + bytes[at]!;
    return units / this.#unit;
  }

  /** Decimals of another precision or scale are other numbers: Avro does not resolve them. */
  protected override _resolve(writer: Type): ((value: number) => number) | undefined {
    if (!(writer instanceof DecimalType)) return undefined;
    if (writer.precision !== this.precision || writer.scale !== this.scale) return undefined;
    return (value) => value;
  }
}

/** Bytes that a whole number takes, its sign included. */
function bytesFor(units: number): number {
  let size = 1;
  for (let limit = 128; units >= limit || units < -limit; limit *= 256) size++;
  return size;
}
