import { crc32c } from "../../log_reader/crc32c.ts";

/** A record of a test's segment. */
export interface SegmentRecord {
  readonly sender: string;
  readonly sequence: number;
}

const encoder = new TextEncoder();

/** One record batch as a broker keeps it, from this offset on, without compression. */
export function segmentBatch(
  offset: number,
  records: readonly SegmentRecord[],
): Uint8Array<ArrayBuffer> {
  const body = records.flatMap((record, index) => encodeRecord(record, index));
  const bytes = new Uint8Array(61 + body.length);
  const view = new DataView(bytes.buffer);
  view.setBigInt64(0, BigInt(offset));
  view.setInt32(8, bytes.length - 12);
  view.setInt8(16, 2);
  view.setInt32(23, records.length - 1);
  for (const at of [43, 51]) view.setInt16(at, -1);
  view.setInt32(57, records.length);
  bytes.set(body, 61);
  view.setUint32(17, crc32c(bytes.subarray(21)));
  return bytes;
}

function encodeRecord({ sender, sequence }: SegmentRecord, index: number): number[] {
  const headers = [text("sender"), text(sender), text("sequence"), text(String(sequence))];
  const rest = [0, ...varint(0), ...varint(index), ...varint(-1), ...text("value")];
  const record = [...rest, ...varint(2), ...headers.flat()];
  return [...varint(record.length), ...record];
}

function text(content: string): number[] {
  const bytes = encoder.encode(content);
  return [...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  let zigzag = value < 0 ? -2 * value - 1 : 2 * value;
  const bytes = [];
  for (; zigzag > 0x7f; zigzag >>= 7) bytes.push(zigzag & 0x7f | 0x80);
  return [...bytes, zigzag];
}
