import { deepEqual, throws } from "node:assert/strict";
import { NULL, parseLine } from "./java_log.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

Deno.test("parseLine() reads bytes that are no text, and tells null from empty", () => {
  const time = "CreateTime:1700000000123";
  const line = `${time}\tPartition:2\tOffset:17\ta:x\\x00,y\x01a:${NULL}\tK\\x5C\t\\xFF\\x0Az`;
  deepEqual(parseLine(line), {
    partition: 2,
    offset: 17n,
    timestamp: 1_700_000_000_123,
    headers: [["a", bytes(0x78, 0, 0x2c, 0x79)], ["a", null]],
    key: bytes(0x4b, 0x5c),
    value: bytes(0xff, 0x0a, 0x7a),
  });
  const bare = parseLine(`${time}\tPartition:0\tOffset:0\tNO_HEADERS\t${NULL}\t`);
  deepEqual([bare.headers, bare.key, bare.value], [[], null, bytes()]);
});

Deno.test("parseLine() refuses what is no record", () => {
  throws(() => parseLine("Processed a total of 3 messages"));
});
