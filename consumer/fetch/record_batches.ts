import type { Buffer } from "node:buffer";
import kafkajs from "kafkajs";
import { Cursor } from "./cursor.ts";
import { type BatchContext, FetchedRecord } from "./fetched_record.ts";

/** Where the parts of a batch's head stand. Source: https://kafka.apache.org/documentation/#recordbatch */
const HEAD = {
  ...{ length: 8, magic: 16, attributes: 21, firstTimestamp: 27, maxTimestamp: 35 },
  ...{ producerId: 43, count: 57, records: 61 },
} as const;
/** What the length does not count: the first offset and itself. */
const BEFORE_LENGTH_ENDS = 12;
/** The format of today, since 2017. */
export const MAGIC = 2;
const CODEC_MASK = 0x07;
const LOG_APPEND_TIME = 0x08;
const TRANSACTION = 0x10;
const CONTROL = 0x20;

/** The format of the batch at the start of these bytes; undefined where not even a head is whole. */
export function magicOf(bytes: Buffer): number | undefined {
  return bytes[HEAD.magic];
}

/**
 * Reads batches of Kafka's record format 2, unpacking them by kafkajs' codecs. The last may be cut
 * off by the limits of the fetch; then it is left out, and comes with a later one.
 *
 * @throws KafkaJSNotImplemented for a codec that is not there, as kafkajs does.
 * @throws {RangeError} If a record ends outside of its batch.
 */
export async function readRecordBatches(bytes: Buffer): Promise<FetchedRecord[]> {
  const records: FetchedRecord[] = [];
  for (let at = 0; at + HEAD.records <= bytes.length;) {
    const end = at + BEFORE_LENGTH_ENDS + bytes.readInt32BE(at + HEAD.length);
    if (end > bytes.length || end < at + HEAD.records) break;
    await readBatch(bytes.subarray(at, end), records);
    at = end;
  }
  return records;
}

async function readBatch(batch: Buffer, into: FetchedRecord[]): Promise<void> {
  const attributes = batch.readInt16BE(HEAD.attributes);
  const packed = batch.subarray(HEAD.records);
  const codec = attributes & CODEC_MASK;
  const bytes = codec === 0 || packed.length === 0 ? packed : await unpack(codec, packed);
  const isAppendTime = (attributes & LOG_APPEND_TIME) !== 0;
  const context = {
    producerId: String(batch.readBigInt64BE(HEAD.producerId)),
    inTransaction: (attributes & TRANSACTION) !== 0,
    isControlBatch: (attributes & CONTROL) !== 0,
  };
  readRecords(bytes, {
    context,
    count: batch.readInt32BE(HEAD.count),
    firstOffset: int64(batch, 0),
    firstTimestamp: int64(batch, HEAD.firstTimestamp),
    appended: isAppendTime ? int64(batch, HEAD.maxTimestamp) : undefined,
  }, into);
}

/** What the records of a batch are counted from. */
interface Base {
  readonly context: BatchContext;
  readonly count: number;
  readonly firstOffset: number;
  readonly firstTimestamp: number;
  /** When the broker took the batch, where that is the topic's time. */
  readonly appended: number | undefined;
}

function readRecords(bytes: Buffer, base: Base, into: FetchedRecord[]): void {
  const { context, count, firstOffset, firstTimestamp, appended } = base;
  const cursor = new Cursor(bytes);
  for (let left = count; left > 0; left--) {
    const length = cursor.varint();
    const end = cursor.at + length;
    // Attributes: there are none.
    cursor.at++;
    const timestamp = firstTimestamp + cursor.varint();
    const offset = firstOffset + cursor.varint();
    const keyLength = cursor.varint();
    const keyAt = keyLength < 0 ? -1 : cursor.at;
    const keyEnd = keyLength < 0 ? cursor.at : cursor.at += keyLength;
    const valueLength = cursor.varint();
    const valueAt = valueLength < 0 ? -1 : cursor.at;
    const valueEnd = valueLength < 0 ? cursor.at : cursor.at += valueLength;
    if (length < 0 || valueEnd >= end || end > bytes.length) throw outside(offset);
    const places = { keyAt, keyEnd, valueAt, valueEnd, headersAt: valueEnd, end };
    into.push(
      new FetchedRecord(bytes, context, { offset, timestamp: appended ?? timestamp, places }),
    );
    cursor.at = end;
  }
}

function outside(offset: number): RangeError {
  return new RangeError(`Cannot read the record at offset ${offset}: it ends outside of its batch`);
}

async function unpack(codec: number, packed: Buffer): Promise<Buffer> {
  const codecs = kafkajs.CompressionCodecs as unknown as Readonly<Record<number, () => Codec>>;
  const create = codecs[codec];
  if (!create) throw new Error(`Cannot read a batch as its codec ${codec} is unknown`);
  return await create().decompress(packed);
}

interface Codec {
  decompress(packed: Buffer): Promise<Buffer>;
}

/** Exact up to 2^53: no log and no clock gets there. */
function int64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);
}
