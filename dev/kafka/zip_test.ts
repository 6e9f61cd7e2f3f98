import { equal } from "node:assert/strict";
import { emptyZip } from "./testing.ts";
import { isWholeZip } from "./zip.ts";

Deno.test("isWholeZip() takes a whole archive, also with a comment", () => {
  equal(isWholeZip(emptyZip()), true);
  const commented = Uint8Array.from([...emptyZip(), 0x68, 0x69]);
  commented[20] = 2;
  equal(isWholeZip(commented), true);
});

Deno.test("isWholeZip() refuses a truncated, an extended and an empty file", () => {
  equal(isWholeZip(emptyZip().subarray(0, 21)), false);
  equal(isWholeZip(Uint8Array.from([...emptyZip(), 0])), false);
  equal(isWholeZip(new Uint8Array()), false);
});

Deno.test("isWholeZip() refuses a directory that reaches behind its end", () => {
  const bytes = emptyZip();
  bytes[12] = 1;
  equal(isWholeZip(bytes), false);
});
