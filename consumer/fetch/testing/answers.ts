import { Buffer } from "node:buffer";

/** A record of a test's batch. */
export interface PlannedRecord {
  readonly offsetDelta: number;
  readonly timestampDelta: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [string, Buffer | null])[];
}

/** A batch of a test's answer. */
export interface PlannedBatch {
  readonly firstOffset: bigint;
  readonly firstTimestamp: bigint;
  readonly maxTimestamp: bigint;
  readonly producerId: bigint;
  /** With the codec's number in the three lowest bits. */
  readonly attributes: number;
  readonly records: readonly PlannedRecord[];
  /** Packs the records. */
  readonly pack: (records: Buffer) => Buffer | Promise<Buffer>;
}

/** What a test's broker answers of one partition. */
export interface PlannedPartition {
  readonly partition: number;
  readonly aborted: readonly (readonly [producerId: bigint, firstOffset: bigint])[];
  readonly batches: readonly Buffer[];
}

/** The bytes of a batch. Source: https://kafka.apache.org/documentation/#recordbatch */
export async function encodeBatch(batch: PlannedBatch): Promise<Buffer> {
  const { firstOffset, firstTimestamp, maxTimestamp, producerId, attributes, records } = batch;
  const packed = await batch.pack(Buffer.concat(records.map(encodeRecord)));
  const head = Buffer.alloc(61);
  head.writeBigInt64BE(firstOffset, 0);
  head.writeInt32BE(head.length - 12 + packed.length, 8);
  head.writeInt8(2, 16);
  head.writeInt16BE(attributes, 21);
  head.writeInt32BE(records.at(-1)?.offsetDelta ?? 0, 23);
  head.writeBigInt64BE(firstTimestamp, 27);
  head.writeBigInt64BE(maxTimestamp, 35);
  head.writeBigInt64BE(producerId, 43);
  head.writeInt32BE(records.length, 57);
  return Buffer.concat([head, packed]);
}

/** The bytes of an answer to a fetch of version 11. */
export function encodeAnswer(topic: string, partitions: readonly PlannedPartition[]): Buffer {
  const name = Buffer.from(topic);
  return Buffer.concat([
    ...[int(4, 7n), int(2, 0n), int(4, 1n), int(4, 1n), int(2, BigInt(name.length)), name],
    int(4, BigInt(partitions.length)),
    ...partitions.map(encodePartition),
  ]);
}

function encodePartition({ partition, aborted, batches }: PlannedPartition): Buffer {
  const bytes = Buffer.concat(batches);
  return Buffer.concat([
    ...[int(4, BigInt(partition)), int(2, 0n), int(8, 2n ** 60n), int(8, 99n), int(8, 3n)],
    ...[int(4, BigInt(aborted.length)), ...aborted.flat().map((number) => int(8, number))],
    ...[int(4, -1n), int(4, BigInt(bytes.length)), bytes],
  ]);
}

function encodeRecord({ offsetDelta, timestampDelta, key, value, headers }: PlannedRecord): Buffer {
  const body = Buffer.concat([
    ...[int(1, 0n), varint(timestampDelta), varint(offsetDelta), sized(key), sized(value)],
    varint(headers.length),
    ...headers.flatMap(([name, header]) => [sized(Buffer.from(name)), sized(header)]),
  ]);
  return Buffer.concat([varint(body.length), body]);
}

function sized(bytes: Buffer | null): Buffer {
  return bytes ? Buffer.concat([varint(bytes.length), bytes]) : varint(-1);
}

function varint(number: number): Buffer {
  const bytes: number[] = [];
  let left = number < 0 ? -2n * BigInt(number) - 1n : 2n * BigInt(number);
  for (; left >= 128n; left >>= 7n) bytes.push(Number(left & 127n) | 128);
  return Buffer.from([...bytes, Number(left)]);
}

function int(size: 1 | 2 | 4 | 8, number: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(number);
  return bytes.subarray(8 - size);
}
