import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { snappyCodec } from "./snappy.ts";

const TEXT = Buffer.from('{"symbol":"AAPL","price":150.25}'.repeat(3_000));

/** Frames blocks as `SnappyOutputStream` does: magic, version 1, compatible from 1, (length, block)… */
function xerial(blocks: readonly Buffer[]): Buffer {
  const head = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  const framed = blocks.flatMap((block) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(block.length);
    return [length, block];
  });
  return Buffer.concat([head, ...framed]);
}

Deno.test("snappyCodec reads back what it wrote, larger than a Snappy fragment too", async () => {
  ok(TEXT.length > 65_536);
  const compressed = await snappyCodec.compress({ buffer: TEXT });
  ok(compressed.length < TEXT.length / 10);
  deepEqual(await snappyCodec.decompress(compressed), TEXT);
});

Deno.test("snappyCodec writes one plain block, as the format describes it", async () => {
  // Length 3, then a literal of 3 bytes: https://github.com/google/snappy/blob/main/format_description.txt
  const compressed = await snappyCodec.compress({ buffer: Buffer.from("abc") });
  deepEqual([...compressed], [3, 2 << 2, 97, 98, 99]);
});

Deno.test("snappyCodec reads the blocks that Java writes", async () => {
  const blocks = [TEXT.subarray(0, 40_000), TEXT.subarray(40_000)];
  const compressed = await Promise.all(blocks.map((buffer) => snappyCodec.compress({ buffer })));
  deepEqual(await snappyCodec.decompress(xerial(compressed)), TEXT);
  equal((await snappyCodec.decompress(xerial([]))).length, 0);
});

Deno.test("snappyCodec rejects what is cut short", async () => {
  const compressed = await snappyCodec.compress({ buffer: TEXT });
  await rejects(snappyCodec.decompress(xerial([compressed]).subarray(0, -1)), /outside its stream/);
  await rejects(snappyCodec.decompress(compressed.subarray(0, 20)));
});
