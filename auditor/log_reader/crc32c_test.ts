import { equal } from "node:assert/strict";
import { crc32c } from "./crc32c.ts";

Deno.test("crc32c() gives the values of RFC 3720, appendix B.4", () => {
  equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  equal(crc32c(new Uint8Array(32).fill(0xff)), 0x62a8ab43);
  equal(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e);
  equal(crc32c(Uint8Array.from({ length: 32 }, (_, i) => 31 - i)), 0x113fdb5c);
});

Deno.test("crc32c() gives the check value at lengths that are no multiple of eight", () => {
  equal(crc32c(new TextEncoder().encode("123456789")), 0xe3069283);
  equal(crc32c(new Uint8Array(0)), 0);
});

Deno.test("crc32c() of any split point agrees with one byte at a time", () => {
  const bytes = Uint8Array.from({ length: 41 }, (_, i) => i * 37 & 0xff);
  for (let length = 0; length <= bytes.length; length++) {
    const part = bytes.subarray(0, length);
    equal(crc32c(part), slow(part), `length ${length}`);
  }
});

function slow(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc >>> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
    }
  }
  return ~crc >>> 0;
}
