import { Buffer } from "node:buffer";
import { SENDER, SEQUENCE } from "@kafka-sim/common/headers";
import { Cursor } from "./fetch/cursor.ts";
import { FetchedRecord } from "./fetch/fetched_record.ts";
import { type GivenRecord, headerOf } from "./record.ts";

const NUMBER = /^\d{1,15}$/;
const MOST_DIGITS = 15;
const [ZERO, NINE] = [0x30, 0x39];
/** What a producer of this project writes: sender, then sequence. */
const NAMES = [SENDER, SEQUENCE];

/**
 * Reads who sent a record, and which number it has there. Records of one sender have the same headers
 * up to the digits of the number, so that those are compared and not read.
 */
export class OriginReader {
  #sender = "";
  #sequence = 0;
  /** The headers of the sender that was read last, up to the length of the sequence. */
  #known: Uint8Array = new Uint8Array();

  get sender(): string {
    return this.#sender;
  }

  get sequence(): number {
    return this.#sequence;
  }

  /** Reads a record's origin; false if it does not say, and then `sender` and `sequence` are old. */
  read(record: GivenRecord): boolean {
    const isFetched = record instanceof FetchedRecord;
    if (isFetched && this.#readKnown(record)) return true;
    const sequence = headerOf(record, SEQUENCE)?.toString("latin1") ?? "";
    const sender = headerOf(record, SENDER)?.toString("latin1");
    if (sender === undefined || !NUMBER.test(sequence)) return false;
    this.#sender = sender;
    this.#sequence = Number(sequence);
    this.#known = isFetched ? beforeSequence(record) : new Uint8Array();
    return true;
  }

  #readKnown({ bytes, headersAt, end }: FetchedRecord): boolean {
    const known = this.#known;
    const digitsAt = headersAt + known.length + 1;
    const digits = end - digitsAt;
    if (known.length === 0 || digits < 1 || digits > MOST_DIGITS) return false;
    // The length before the digits is a zig-zag varint.
    if (bytes[digitsAt - 1] !== 2 * digits) return false;
    for (let at = 0; at < known.length; at++) {
      if (bytes[headersAt + at] !== known[at]) return false;
    }
    let sequence = 0;
    for (let at = digitsAt; at < end; at++) {
      const byte = bytes[at]!;
      if (byte < ZERO || byte > NINE) return false;
      sequence = sequence * 10 + byte - ZERO;
    }
    this.#sequence = sequence;
    return true;
  }
}

/** The bytes of the headers up to the sequence's; none where they are others, or in another order. */
function beforeSequence({ bytes, headersAt }: FetchedRecord): Uint8Array {
  const cursor = new Cursor(bytes, headersAt);
  if (cursor.varint() !== NAMES.length) return new Uint8Array();
  for (const name of NAMES) {
    const length = cursor.varint();
    cursor.at += length;
    const found = bytes.toString("latin1", cursor.at - length, cursor.at);
    if (found !== name) return new Uint8Array();
    // Copied, or it would hold the whole batch.
    if (name === SEQUENCE) return Buffer.from(bytes.subarray(headersAt, cursor.at));
    const valueLength = cursor.varint();
    cursor.at += Math.max(0, valueLength);
  }
  return new Uint8Array();
}
