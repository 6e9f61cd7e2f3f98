import { Buffer } from "node:buffer";

/** Reads the primitives of Kafka's protocol. */
export class Reader {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  int8(): number {
    return this.#buffer.readInt8(this.#advance(1));
  }

  int16(): number {
    return this.#buffer.readInt16BE(this.#advance(2));
  }

  int32(): number {
    return this.#buffer.readInt32BE(this.#advance(4));
  }

  string(): string | null {
    const length = this.int16();
    if (length < 0) return null;
    const start = this.#advance(length);
    return this.#buffer.toString("utf8", start, start + length);
  }

  bytes(): Buffer {
    const length = this.int32();
    const start = this.#advance(length);
    return this.#buffer.subarray(start, start + length);
  }

  /** Calls `read` for each element. */
  array(read: () => unknown): void {
    for (let left = this.int32(); left > 0; left--) read();
  }

  #advance(length: number): number {
    this.#at += length;
    return this.#at - length;
  }
}

/** Writes the primitives of Kafka's protocol. */
export class Writer {
  readonly #parts: Buffer[] = [];

  /** All that was written. */
  get buffer(): Buffer {
    return Buffer.concat(this.#parts);
  }

  int8(value: number): this {
    return this.#add(1, (part) => part.writeInt8(value));
  }

  int16(value: number): this {
    return this.#add(2, (part) => part.writeInt16BE(value));
  }

  int32(value: number): this {
    return this.#add(4, (part) => part.writeInt32BE(value));
  }

  int64(value: bigint): this {
    return this.#add(8, (part) => part.writeBigInt64BE(value));
  }

  string(value: string | null): this {
    if (value === null) return this.int16(-1);
    this.int16(Buffer.byteLength(value));
    this.#parts.push(Buffer.from(value));
    return this;
  }

  /** Writes the length, then has `write` write each element. */
  array<T>(elements: readonly T[], write: (element: T) => unknown): this {
    this.int32(elements.length);
    for (const element of elements) write(element);
    return this;
  }

  #add(length: number, write: (part: Buffer) => void): this {
    const part = Buffer.alloc(length);
    write(part);
    this.#parts.push(part);
    return this;
  }
}

/** What a broker looks at in a record batch. */
export interface ProducedBatch {
  readonly bytes: Buffer;
  /** 2 is Snappy. */
  readonly compression: number;
  readonly firstTimestamp: bigint;
  readonly producerId: bigint;
  readonly firstSequence: number;
  readonly count: number;
}

/** Source: https://kafka.apache.org/documentation/#recordbatch */
export function readBatch(bytes: Buffer): ProducedBatch {
  return {
    bytes: Buffer.from(bytes),
    compression: bytes.readInt16BE(21) & 7,
    firstTimestamp: bytes.readBigInt64BE(27),
    producerId: bytes.readBigInt64BE(43),
    firstSequence: bytes.readInt32BE(53),
    count: bytes.readInt32BE(57),
  };
}
