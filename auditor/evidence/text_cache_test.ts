import { equal } from "node:assert/strict";
import { TextCache } from "./text_cache.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("TextCache decodes again what it knows, and what only looks alike by its hash", () => {
  const texts = new TextCache();
  // "costarring" and "liquid" have the same FNV-1a hash of 32 bits.
  for (const text of ["costarring", "liquid", "Zürich", "", "costarring", "liquid"]) {
    equal(texts.read(encode(text)), text);
  }
  equal(texts.read(Uint8Array.of(0xff, 0xfe)), undefined);
});

Deno.test("TextCache does not see later changes of the bytes that it was given", () => {
  const texts = new TextCache();
  const bytes = encode("AAPL");
  texts.read(bytes);
  bytes[0] = 0x42;
  equal(texts.read(bytes), "BAPL");
  equal(texts.read(encode("AAPL")), "AAPL");
});

Deno.test("TextCache keeps no more than so many texts, and none that is long", () => {
  const texts = new TextCache();
  for (let number = 0; number < 20_000; number++) {
    equal(texts.read(encode(`key ${number}`)), `key ${number}`);
  }
  equal(texts.size, 10_000);
  const other = new TextCache();
  const long = "x".repeat(257);
  equal(other.read(encode(long)), long);
  equal(other.size, 0);
});
