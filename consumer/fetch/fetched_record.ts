import type { Buffer } from "node:buffer";
import type { GivenRecord, HeaderValue, RecordHeaders } from "../record.ts";
import { Cursor } from "./cursor.ts";

/** What the records of one batch have in common, by kafkajs' names. */
export interface BatchContext {
  readonly producerId: string;
  readonly inTransaction: boolean;
  readonly isControlBatch: boolean;
}

/** Where the parts of a record stand; nothing, where a part begins at -1. */
export interface RecordPlaces {
  readonly keyAt: number;
  readonly keyEnd: number;
  readonly valueAt: number;
  readonly valueEnd: number;
  readonly headersAt: number;
  readonly end: number;
}

/** What a record is beside its bytes. */
export interface FetchedRecordOptions {
  readonly offset: number;
  readonly timestamp: number;
  readonly places: RecordPlaces;
}

/** A record as it stands in the unpacked bytes of its batch: its parts are made when asked for. */
export class FetchedRecord implements GivenRecord, RecordPlaces {
  /** The unpacked batch. */
  readonly bytes: Buffer;
  readonly batchContext: BatchContext;
  readonly offset: number;
  readonly timestamp: number;
  readonly keyAt: number;
  readonly keyEnd: number;
  readonly valueAt: number;
  readonly valueEnd: number;
  /** From here to the end: how many headers there are, and these. */
  readonly headersAt: number;
  readonly end: number;

  constructor(
    bytes: Buffer,
    batchContext: BatchContext,
    { offset, timestamp, places }: FetchedRecordOptions,
  ) {
    this.bytes = bytes;
    this.batchContext = batchContext;
    this.offset = offset;
    this.timestamp = timestamp;
    this.keyAt = places.keyAt;
    this.keyEnd = places.keyEnd;
    this.valueAt = places.valueAt;
    this.valueEnd = places.valueEnd;
    this.headersAt = places.headersAt;
    this.end = places.end;
  }

  get key(): Buffer | null {
    return this.keyAt < 0 ? null : this.bytes.subarray(this.keyAt, this.keyEnd);
  }

  get value(): Buffer | null {
    return this.valueAt < 0 ? null : this.bytes.subarray(this.valueAt, this.valueEnd);
  }

  get headers(): RecordHeaders {
    const headers = new Map<string, HeaderValue | HeaderValue[]>();
    const cursor = new Cursor(this.bytes, this.headersAt);
    for (let left = cursor.varint(); left > 0; left--) {
      const name = this.#take(cursor)?.toString() ?? "null";
      const value = this.#take(cursor);
      const known = headers.get(name);
      headers.set(name, known === undefined ? value : [known, value].flat());
    }
    return Object.fromEntries(headers);
  }

  /** By kafkajs' name: a mark of a transaction, which is no record of anybody's. */
  get isControlRecord(): boolean {
    return this.batchContext.isControlBatch;
  }

  #take(cursor: Cursor): Buffer | null {
    const length = cursor.varint();
    if (length < 0) return null;
    cursor.at += length;
    if (cursor.at > this.end) throw new RangeError("Cannot read a header: it ends outside");
    return this.bytes.subarray(cursor.at - length, cursor.at);
  }
}
