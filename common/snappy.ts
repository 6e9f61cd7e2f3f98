import { Buffer } from "node:buffer";
import snappyjs from "snappyjs";

/** Starts a stream framed as by xerial's snappy-java, which Kafka's own client uses. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
/** The magic and two version numbers of four bytes each. */
const XERIAL_HEADER_BYTES = 16;

/** What kafkajs hands to a codec: `protocol/encoder.js`. */
interface Encoded {
  readonly buffer: Buffer;
}

/** A codec as kafkajs expects it in `CompressionCodecs`. */
export interface Codec {
  compress(encoder: Encoded): Promise<Buffer>;
  decompress(compressed: Buffer): Promise<Buffer>;
}

/**
 * Snappy for kafkajs, which has none, in pure JavaScript. Writes one plain Snappy block, which Java
 * reads too (`SnappyInputStream` falls back to it), and reads that as well as Java's blocks.
 * Source of the framing: https://github.com/xerial/snappy-java, `SnappyOutputStream`.
 */
export const snappyCodec: Codec = {
  compress: ({ buffer }) => attempt(() => asBuffer(snappyjs.compress(buffer))),
  decompress: (compressed) => attempt(() => decompress(compressed)),
};

function decompress(compressed: Buffer): Buffer {
  if (!compressed.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) {
    return asBuffer(snappyjs.uncompress(compressed));
  }
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER_BYTES; at < compressed.length;) {
    const start = at + 4;
    const end = start + compressed.readInt32BE(at);
    if (end <= start || end > compressed.length) {
      throw new Error(`Cannot read a Snappy block as it ends outside its stream: ends at ${end}`);
    }
    blocks.push(asBuffer(snappyjs.uncompress(compressed.subarray(start, end))));
    at = end;
  }
  return blocks.length === 1 ? blocks[0]! : Buffer.concat(blocks);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** kafkajs awaits both directions: an error becomes a rejection, never a throw. */
function attempt(work: () => Buffer): Promise<Buffer> {
  return Promise.try(work);
}
