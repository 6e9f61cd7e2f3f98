import { Buffer } from "node:buffer";
import type { Type } from "avsc";

/** Before the Avro bytes stand a zero byte and the schema's id in four bytes, the highest first. */
export const HEADER_BYTES = 5;
const MAGIC = 0;
/** Values lie one behind the other in a block: one allocation for some hundred ticks. */
const BLOCK_BYTES = 16 * 1024;

/**
 * Makes a function that writes values of this type as Kafka's registries expect them.
 * Source: https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/#wire-format
 */
export function createFramer(type: Type, id: number): (value: unknown) => Buffer {
  let block = Buffer.alloc(0);
  let at = 0;
  return (value) => {
    let end = block.length < at + HEADER_BYTES ? -1 : type.encode(value, block, at + HEADER_BYTES);
    if (end < 0) {
      const body = type.toBuffer(value);
      block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, HEADER_BYTES + body.length));
      at = 0;
      block.set(body, HEADER_BYTES);
      end = HEADER_BYTES + body.length;
    }
    block[at] = MAGIC;
    block.writeUInt32BE(id, at + 1);
    const framed = block.subarray(at, end);
    at = end;
    return framed;
  };
}

/** The schema's id; undefined where the value does not begin as a framed one does. */
export function schemaIdOf(value: Uint8Array | null): number | undefined {
  if (!value || value.length <= HEADER_BYTES || value[0] !== MAGIC) return undefined;
  return (value[1]! * 2 ** 24) + (value[2]! << 16) + (value[3]! << 8) + value[4]!;
}
