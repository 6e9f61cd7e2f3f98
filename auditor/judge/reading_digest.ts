import type { Digest, Reading, SkimmedRecord, Skimming } from "./history.ts";
import { release } from "./release.ts";

const CHUNK = 65_536;

/** Offsets that follow each other. */
interface Run {
  readonly offset: number;
  /** Index of the first one's hash. */
  readonly index: number;
}

/** Keeps of a reading what another one is compared with: 8 bytes a record. */
export class ReadingDigest implements Digest {
  readonly start: number;
  readonly end: number;
  readonly #runs: Run[] = [];
  readonly #hashes: BigUint64Array<ArrayBuffer>[] = [];
  #length = 0;
  #next = -1;

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
    if (offset !== this.#next) this.#runs.push({ offset, index: this.#length });
    this.#next = offset + 1;
    const at = this.#length++ % CHUNK;
    if (at === 0) this.#hashes.push(new BigUint64Array(CHUNK));
    this.#hashes.at(-1)![at] = wholeHash;
  }

  [Symbol.dispose](): void {
    release(this.#hashes.splice(0));
    this.#runs.length = 0;
  }

  *entries(): Generator<readonly [number, bigint]> {
    for (const [number, { offset, index }] of this.#runs.entries()) {
      const end = this.#runs[number + 1]?.index ?? this.#length;
      for (let at = index; at < end; at++) {
        yield [offset + at - index, this.#hashes[Math.floor(at / CHUNK)]![at % CHUNK]!];
      }
    }
  }
}
