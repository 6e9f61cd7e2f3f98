import { equal, notEqual } from "node:assert/strict";
import { contentHash, xxh64 } from "./hash.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("xxh64 is the published hash", () => {
  // Test vectors of xxHash itself: the empty input and "abc", seed 0.
  equal(xxh64(bytes("")), 0xef46db3751d8e999n);
  equal(xxh64(bytes("abc")), 0x44bc2cf5ad770999n);
});

Deno.test("contentHash covers key, value, sender and sequence, zero bytes between", () => {
  const content = { key: bytes("k"), value: bytes("v"), sender: "s", sequence: "7" };
  equal(contentHash(content), xxh64(bytes("k\0v\0s\x007")));
  equal(
    contentHash({ ...content, sender: bytes("s"), sequence: bytes("7") }),
    contentHash(content),
  );
  for (const part of ["key", "value", "sender", "sequence"] as const) {
    notEqual(contentHash({ ...content, [part]: bytes("other") }), contentHash(content), part);
    notEqual(contentHash({ ...content, [part]: undefined }), contentHash(content), part);
  }
});

Deno.test("contentHash takes records larger than the ones before", () => {
  const value = new Uint8Array(100_000).fill(7);
  const expected = new Uint8Array(100_002 + 2);
  expected.set(bytes("k"));
  expected.set(value, 2);
  const content = { key: bytes("k"), value, sender: null, sequence: undefined };
  equal(contentHash(content), xxh64(expected));
  equal(contentHash(content), xxh64(expected), "again, in the grown buffer");
});
