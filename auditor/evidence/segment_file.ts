import { decodeBatches, type LogBatch } from "../log_reader/record_batch.ts";

/** Base offset and length. */
const PREFIX_BYTES = 12;

/**
 * Reads a segment file of a broker batch by batch, up to its end or to a batch that is cut.
 *
 * @throws {LogReaderError} Where a batch is not what a broker writes.
 */
export function* readSegment(path: string): Generator<LogBatch> {
  using file = Deno.openSync(path);
  for (;;) {
    const prefix = readFully(file, PREFIX_BYTES);
    if (!prefix) return;
    const body = readFully(file, new DataView(prefix.buffer).getInt32(8));
    if (!body) return;
    const batch = new Uint8Array(prefix.length + body.length);
    batch.set(prefix);
    batch.set(body, prefix.length);
    yield* decodeBatches(batch);
  }
}

/** Undefined where so many bytes do not follow. */
function readFully(file: Deno.FsFile, length: number): Uint8Array<ArrayBuffer> | undefined {
  if (length <= 0 || length > file.statSync().size) return undefined;
  const bytes = new Uint8Array(length);
  for (let have = 0; have < length;) {
    const count = file.readSync(bytes.subarray(have));
    if (count === null) return undefined;
    have += count;
  }
  return bytes;
}
