import { ByteReader } from "./byte_reader.ts";
import { crc32c } from "./crc32c.ts";
import { type CodecName, codecName, decompress } from "./decompress.ts";
import { LogReaderError } from "./errors.ts";

/** One record of a log, as its producer wrote it. The bytes are views of the batch. */
export interface LogRecord {
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly RecordHeader[];
}

/** A header of a record. */
export interface RecordHeader {
  readonly name: string;
  readonly value: Uint8Array | null;
}

/** A record batch, format v2. */
export interface LogBatch {
  readonly firstOffset: number;
  readonly lastOffset: number;
  /** Epoch of the leader that appended it. */
  readonly leaderEpoch: number;
  /** -1 where the producer is neither idempotent nor transactional; the same for epoch and sequence. */
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly codec: CodecName;
  /** Written within a transaction; whether that was committed stands elsewhere in the log. */
  readonly transactional: boolean;
  /** A marker of the broker, commit or abort of a transaction: no data. */
  readonly control: boolean;
  readonly records: readonly LogRecord[];
}

/** Base offset and length. */
const PREFIX_BYTES = 12;
/** From the leader epoch up to the first record. */
const HEADER_BYTES = 49;
/** Leader epoch, magic and the checksum itself are not covered by the checksum. */
const UNCHECKED_BYTES = 9;
const MAGIC = 2;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

/**
 * Decodes the batches of a fetch answer one by one. The last one may be cut: brokers cut at the
 * size asked for; it is left out.
 *
 * @throws {LogReaderError} `corrupt` where a checksum or a length is wrong, `codec` for compression
 * that cannot be read, `protocol` for message formats before Kafka 0.11.
 */
export function* decodeBatches(bytes: Uint8Array): Generator<LogBatch> {
  const reader = new ByteReader(bytes);
  while (reader.left >= PREFIX_BYTES) {
    const firstOffset = reader.int64();
    const length = reader.int32();
    if (length < HEADER_BYTES) {
      throw corrupt(
        firstOffset,
        `its length is ${length}, less than its header's`,
      );
    }
    if (length > reader.left) return;
    yield decodeBatch(firstOffset, reader.bytes(length));
  }
}

function decodeBatch(firstOffset: number, bytes: Uint8Array): LogBatch {
  const reader = new ByteReader(bytes);
  const leaderEpoch = reader.int32();
  const magic = reader.int8();
  if (magic !== MAGIC) {
    throw new LogReaderError(
      "protocol",
      `Cannot read the batch at offset ${firstOffset}: message format ${magic} is not ${MAGIC}`,
    );
  }
  const stated = reader.uint32();
  const found = crc32c(bytes.subarray(UNCHECKED_BYTES));
  if (found !== stated) {
    throw corrupt(firstOffset, `its CRC-32C is ${found} and not ${stated}`);
  }
  const attributes = reader.int16();
  const lastOffset = firstOffset + reader.int32();
  const baseTimestamp = reader.int64();
  const maxTimestamp = reader.int64();
  const producerId = reader.int64();
  const producerEpoch = reader.int16();
  const baseSequence = reader.int32();
  const count = reader.int32();
  const codec = codecName(attributes);
  const body = new ByteReader(decompress(codec, bytes.subarray(HEADER_BYTES)));
  const records: LogRecord[] = [];
  for (let index = 0; index < count; index++) {
    records.push(decodeRecord(body, firstOffset, baseTimestamp));
  }
  if (body.left > 0) {
    throw corrupt(firstOffset, `${body.left} bytes follow its last record`);
  }
  const appended = (attributes & LOG_APPEND_TIME) !== 0;
  return {
    firstOffset,
    lastOffset,
    leaderEpoch,
    producerId,
    producerEpoch,
    baseSequence,
    codec,
    transactional: (attributes & TRANSACTIONAL) !== 0,
    control: (attributes & CONTROL) !== 0,
    records: appended ? records.map((record) => ({ ...record, timestamp: maxTimestamp })) : records,
  };
}

function decodeRecord(
  reader: ByteReader,
  firstOffset: number,
  baseTimestamp: number,
): LogRecord {
  const length = reader.varint();
  const end = reader.position + length;
  reader.int8(); // attributes, of which none is in use
  const timestamp = baseTimestamp + reader.varint();
  const offset = firstOffset + reader.varint();
  const key = nullableBytes(reader);
  const value = nullableBytes(reader);
  const count = reader.varint();
  if (count < 0 || count > reader.left) {
    throw corrupt(offset, `it claims ${count} headers`);
  }
  const headers: RecordHeader[] = [];
  for (let index = 0; index < count; index++) {
    headers.push({
      name: reader.text(reader.varint()),
      value: nullableBytes(reader),
    });
  }
  if (reader.position !== end) {
    throw corrupt(offset, "its record does not end where it says");
  }
  return { offset, timestamp, key, value, headers };
}

function nullableBytes(reader: ByteReader): Uint8Array | null {
  const length = reader.varint();
  return length < 0 ? null : reader.bytes(length);
}

function corrupt(offset: number, state: string): LogReaderError {
  return new LogReaderError(
    "corrupt",
    `Cannot trust the batch at offset ${offset}: ${state}`,
  );
}
