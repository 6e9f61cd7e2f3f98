import type { Digest, Reading, SkimmedRecord, Skimming } from "./history.ts";

/** Keeps of a reading what another one is compared with: 16 bytes a record. */
export class ReadingDigest implements Digest {
  readonly start: number;
  readonly end: number;
  #offsets = new Float64Array(1024);
  #hashes = new BigUint64Array(1024);
  #length = 0;

  /** @param reading Where the log started and ended. */
  constructor(reading: Pick<Reading, "start" | "end">) {
    this.start = reading.start;
    this.end = reading.end;
  }

  /** Reads it through. */
  static async of(reading: Skimming): Promise<ReadingDigest> {
    const digest = new ReadingDigest(reading);
    for await (const records of reading.records) for (const record of records) digest.add(record);
    return digest;
  }

  /** Takes the next record. */
  add({ offset, wholeHash }: SkimmedRecord): void {
    if (this.#length === this.#offsets.length) {
      const offsets = new Float64Array(2 * this.#length);
      const hashes = new BigUint64Array(2 * this.#length);
      offsets.set(this.#offsets);
      hashes.set(this.#hashes);
      [this.#offsets, this.#hashes] = [offsets, hashes];
    }
    this.#offsets[this.#length] = offset;
    this.#hashes[this.#length++] = wholeHash;
  }

  *entries(): Generator<readonly [number, bigint]> {
    for (let at = 0; at < this.#length; at++) yield [this.#offsets[at]!, this.#hashes[at]!];
  }
}
