import { contentHash, xxh64 } from "@kafka-sim/common/hash";
import type { LogRecord } from "../log_reader/record_batch.ts";

/** The hashes of a record that the judge compares. */
export interface RecordHashes {
  /** As the producer's ledger has it. */
  value(value: Uint8Array | null): bigint;
  /** As the consumer's ledger has it. */
  content(
    record: Pick<LogRecord, "key" | "value"> & {
      readonly sender: Uint8Array | null;
      readonly sequence: Uint8Array | null;
    },
  ): bigint;
  /** Over everything that a producer wrote, timestamp and all headers with it. */
  whole(record: LogRecord): bigint;
}

const NOTHING = new Uint8Array(0);
const encoder = new TextEncoder();
let scratch = new Uint8Array(4_096);
let view = new DataView(scratch.buffer);
/** Header names are few, and encoding costs more than hashing. */
const names = new Map<string, Uint8Array>();
const MOST_NAMES = 100;

/** The hashes that the ledgers have. */
export const recordHashes: RecordHashes = {
  value: (value) => xxh64(value ?? NOTHING),
  content: contentHash,
  whole: ({ timestamp, key, value, headers }) => {
    view.setFloat64(0, timestamp);
    let length = append(8, key);
    length = append(length, value);
    for (const header of headers) {
      length = append(length, nameBytes(header.name));
      length = append(length, header.value);
    }
    return xxh64(scratch.subarray(0, length));
  },
};

function nameBytes(name: string): Uint8Array {
  const known = names.get(name);
  if (known) return known;
  const bytes = encoder.encode(name);
  if (names.size < MOST_NAMES) names.set(name, bytes);
  return bytes;
}

/** With its length before it, so that no two records run together in the same way. */
function append(at: number, bytes: Uint8Array | null): number {
  const end = at + 4 + (bytes?.length ?? 0);
  if (end > scratch.length) {
    const larger = new Uint8Array(2 * end);
    larger.set(scratch.subarray(0, at));
    scratch = larger;
    view = new DataView(scratch.buffer);
  }
  view.setInt32(at, bytes?.length ?? -1);
  if (bytes) scratch.set(bytes, at + 4);
  return end;
}
