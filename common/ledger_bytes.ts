/** Writes little-endian values one after the other into a buffer that grows and is used again. */
export class ByteWriter {
  #bytes = new Uint8Array(64 * 1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  readonly #encoder = new TextEncoder();

  /** Bytes written since the last reset. */
  get length(): number {
    return this.#length;
  }

  /** Starts again at the first byte. */
  reset(): void {
    this.#length = 0;
  }

  /** What was written. Valid until the next write. */
  bytes(start: number = 0, end: number = this.#length): Uint8Array {
    return this.#bytes.subarray(start, end);
  }

  u8(value: number): void {
    const at = this.#take(1);
    this.#view.setUint8(at, value);
  }

  u32(value: number): void {
    const at = this.#take(4);
    this.#view.setUint32(at, value, true);
  }

  /** Writes over what stands there. */
  u32At(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
  }

  i64(value: bigint): void {
    const at = this.#take(8);
    this.#view.setBigInt64(at, value, true);
  }

  u64(value: bigint): void {
    const at = this.#take(8);
    this.#view.setBigUint64(at, value, true);
  }

  f64(value: number): void {
    const at = this.#take(8);
    this.#view.setFloat64(at, value, true);
  }

  text(text: string): void {
    const start = this.#take(3 * text.length);
    const { written } = this.#encoder.encodeInto(text, this.#bytes.subarray(start));
    this.#length = start + written;
  }

  /**
   * A text with its length in bytes before it, u16.
   *
   * @throws {RangeError} If it is longer than 65,535 bytes.
   */
  shortText(text: string): void {
    const start = this.#take(2);
    this.text(text);
    const length = this.#length - start - 2;
    if (length > 0xffff) throw new RangeError(`Cannot write a text of ${length} bytes`);
    this.#view.setUint16(start, length, true);
  }

  #take(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#bytes.subarray(0, start));
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return start;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads what {@linkcode ByteWriter} wrote. Each read beyond the end throws a `RangeError`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether nothing is left. */
  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  u16(): number {
    return this.#view.getUint16(this.#skip(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  i64(): bigint {
    return this.#view.getBigInt64(this.#skip(8), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#skip(8), true);
  }

  f64(): number {
    return this.#view.getFloat64(this.#skip(8), true);
  }

  /** @throws {TypeError} If it is not UTF-8. */
  text(length: number = this.#bytes.length - this.#at): string {
    const start = this.#skip(length);
    if (this.#at > this.#bytes.length) throw new RangeError("Cannot read beyond the end");
    return decoder.decode(this.#bytes.subarray(start, this.#at));
  }

  shortText(): string {
    return this.text(this.u16());
  }

  #skip(count: number): number {
    const start = this.#at;
    this.#at += count;
    return start;
  }
}
