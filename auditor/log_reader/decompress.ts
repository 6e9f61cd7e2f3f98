import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { uncompress } from "snappyjs";
import { LogReaderError } from "./errors.ts";

const CODECS = ["none", "gzip", "snappy", "lz4", "zstd"] as const;

/** How the records of a batch are compressed. */
export type CodecName = typeof CODECS[number];

/** Starts a stream as framed by xerial's snappy-java, which Kafka's own client writes. */
const XERIAL_MAGIC = [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00] as const;
/** The magic, then version and least compatible version, four bytes each. */
const XERIAL_HEADER_BYTES = 16;

/** The codec in the lowest three bits of a batch's attributes. */
export function codecName(attributes: number): CodecName {
  const number = attributes & 0x07;
  const name = CODECS[number];
  if (!name) {
    throw new LogReaderError(
      "codec",
      `Cannot read compression codec number ${number}`,
    );
  }
  return name;
}

/**
 * The records of a batch, as they were before compression.
 *
 * @throws {LogReaderError} `codec` for LZ4, which nothing in this project writes, and for bytes that
 * are not what the codec says.
 */
export function decompress(codec: CodecName, bytes: Uint8Array): Uint8Array {
  if (codec === "none") return bytes;
  if (codec === "lz4") {
    throw new LogReaderError(
      "codec",
      "Cannot read a batch compressed with LZ4: not supported",
    );
  }
  try {
    if (codec === "gzip") return gunzipSync(bytes);
    if (codec === "zstd") return zstdDecompressSync(bytes);
    return isXerial(bytes) ? readXerial(bytes) : uncompress(bytes);
  } catch (cause) {
    throw new LogReaderError("codec", `Cannot decompress a ${codec} batch`, {
      cause,
    });
  }
}

function isXerial(bytes: Uint8Array): boolean {
  return XERIAL_MAGIC.every((byte, at) => bytes[at] === byte);
}

/** Blocks, each with its length as 32 bits before it. */
function readXerial(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blocks: Uint8Array[] = [];
  for (let at = XERIAL_HEADER_BYTES; at < bytes.length;) {
    const start = at + 4;
    at = start + view.getUint32(at);
    if (at > bytes.length) {
      throw new Error(`A block ends at ${at} of ${bytes.length} bytes`);
    }
    blocks.push(uncompress(bytes.subarray(start, at)));
  }
  const whole = new Uint8Array(
    blocks.reduce((sum, block) => sum + block.length, 0),
  );
  let at = 0;
  for (const block of blocks) {
    whole.set(block, at);
    at += block.length;
  }
  return whole;
}
