import { deepEqual } from "node:assert/strict";
import { ReadingDigest } from "./reading_digest.ts";

Deno.test("ReadingDigest gives back every offset with its hash, over gaps and many records", () => {
  const digest = new ReadingDigest({ start: 3, end: 200_100 });
  const expected: [number, bigint][] = [[3, 7n], [4, 8n], [9, 9n]];
  for (let offset = 100; offset < 200_100; offset++) expected.push([offset, BigInt(offset * 3)]);
  for (const [offset, wholeHash] of expected) digest.add({ offset, wholeHash });
  deepEqual([...digest.entries()], expected);
  deepEqual([digest.start, digest.end], [3, 200_100]);
});

Deno.test("ReadingDigest of nothing has no entries", () => {
  deepEqual([...new ReadingDigest({ start: 0, end: 0 }).entries()], []);
});
