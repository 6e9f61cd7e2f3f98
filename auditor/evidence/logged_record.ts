import { SENDER, SEQUENCE } from "@kafka-sim/common/headers";
import type { LoggedRecord } from "../judge/history.ts";
import type { LogRecord } from "../log_reader/record_batch.ts";
import type { RecordHashes } from "./record_hashes.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ZERO = 0x30;
const NINE = 0x39;
/** Longer numbers are not exact. */
const MOST_DIGITS = 15;

/** What the judge wants to know of a record. Keeps texts that come again and again. */
export class RecordReader {
  readonly #hashes: RecordHashes;
  readonly #texts = new Map<string, string>();

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
      sender: sender ? this.#text(sender) : undefined,
      sequence: sequence ? wholeNumber(sequence) : undefined,
      key: key ? this.#text(key) : undefined,
      valueHash: this.#hashes.value(value),
      contentHash: this.#hashes.content({ key, value, sender, sequence }),
      wholeHash: this.#hashes.whole(record),
      otherHeaders: others > 0,
    };
  }

  /** Keys and senders are few: the same text is not kept a million times. */
  #text(bytes: Uint8Array): string | undefined {
    let text = "";
    for (const byte of bytes) {
      if (byte > 0x7f) return decode(bytes);
      text += String.fromCharCode(byte);
    }
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size < 10_000) this.#texts.set(text, text);
    return text;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
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
