import { SENDER, SEQUENCE } from "@kafka-sim/common/headers";
import type { LoggedRecord } from "../judge/history.ts";
import type { LogRecord } from "../log_reader/record_batch.ts";
import type { RecordHashes } from "./record_hashes.ts";
import { TextCache } from "./text_cache.ts";

const ZERO = 0x30;
const NINE = 0x39;
/** Longer numbers are not exact. */
const MOST_DIGITS = 15;

/** What the judge wants to know of a record. */
export class RecordReader {
  readonly #hashes: RecordHashes;
  readonly #texts = new TextCache();

  constructor(hashes: RecordHashes) {
    this.#hashes = hashes;
  }

  /** Reads key and headers; what is not as our producer writes it becomes undefined. */
  read(record: LogRecord): LoggedRecord {
    const { offset, key, value, headers } = record;
    let sender: Uint8Array | null = null;
    let sequence: Uint8Array | null = null;
    let others = 0;
    for (const header of headers) {
      if (header.name === SENDER && !sender) sender = header.value;
      else if (header.name === SEQUENCE && !sequence) sequence = header.value;
      else others++;
    }
    return {
      offset,
      sender: sender ? this.#texts.read(sender) : undefined,
      sequence: sequence ? wholeNumber(sequence) : undefined,
      key: key ? this.#texts.read(key) : undefined,
      valueHash: this.#hashes.value(value),
      contentHash: this.#hashes.content({ key, value, sender, sequence }),
      wholeHash: this.#hashes.whole(record),
      otherHeaders: others > 0,
    };
  }
}

/** Decimal digits without a leading zero, as the producer writes them. */
function wholeNumber(bytes: Uint8Array): number | undefined {
  if (bytes.length === 0 || bytes.length > MOST_DIGITS) return undefined;
  if (bytes[0] === ZERO && bytes.length > 1) return undefined;
  let value = 0;
  for (const byte of bytes) {
    if (byte < ZERO || byte > NINE) return undefined;
    value = 10 * value + byte - ZERO;
  }
  return value;
}
