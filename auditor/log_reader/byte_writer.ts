const encoder = new TextEncoder();

/** Writes Kafka's wire types, in the order of the calls. */
export class ByteWriter {
  #buffer = new Uint8Array(256);
  #view = new DataView(this.#buffer.buffer);
  #length = 0;

  /** What has been written, as a view. */
  get written(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  int8(value: number): this {
    this.#view.setInt8(this.#room(1), value);
    return this;
  }

  int16(value: number): this {
    this.#view.setInt16(this.#room(2), value);
    return this;
  }

  int32(value: number): this {
    this.#view.setInt32(this.#room(4), value);
    return this;
  }

  /** A 64-bit integer. */
  int64(value: number): this {
    this.#view.setBigInt64(this.#room(8), BigInt(value));
    return this;
  }

  /** A string with a 16-bit length, -1 for null. */
  string(text: string | null): this {
    if (text === null) return this.int16(-1);
    const bytes = encoder.encode(text);
    this.int16(bytes.length);
    return this.bytes(bytes);
  }

  bytes(bytes: Uint8Array): this {
    const at = this.#room(bytes.length);
    this.#buffer.set(bytes, at);
    return this;
  }

  /** An array with a 32-bit length. */
  array<T>(items: readonly T[], write: (item: T) => void): this {
    this.int32(items.length);
    for (const item of items) write(item);
    return this;
  }

  #room(length: number): number {
    const at = this.#length;
    this.#length += length;
    if (this.#length > this.#buffer.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#buffer);
      this.#buffer = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}
