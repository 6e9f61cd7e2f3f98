import { deepEqual, equal, throws } from "node:assert/strict";
import { ByteReader } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";

Deno.test("ByteReader reads what ByteWriter wrote, type by type", () => {
  const { written } = new ByteWriter().int8(-2).int16(-300).int32(70_000).int64(
    -(2 ** 52),
  )
    .string("Zürich").string(null).bytes(new Uint8Array(300).fill(7));
  const reader = new ByteReader(written);
  equal(reader.int8(), -2);
  equal(reader.int16(), -300);
  equal(reader.int32(), 70_000);
  equal(reader.int64(), -(2 ** 52));
  equal(reader.string(), "Zürich");
  equal(reader.nullableString(), null);
  deepEqual(reader.bytes(300), new Uint8Array(300).fill(7));
  equal(reader.left, 0);
});

Deno.test("ByteReader reads variable-length integers of every length", () => {
  for (
    const value of [
      0n,
      -1n,
      1n,
      63n,
      -64n,
      64n,
      300n,
      -70_000n,
      2n ** 31n,
      -(2n ** 40n),
    ]
  ) {
    equal(new ByteReader(varint(value)).varint(), Number(value));
  }
});

Deno.test("ByteReader refuses cut, endless and inexact numbers", () => {
  const refused = { name: "LogReaderError", code: "protocol" };
  throws(() => new ByteReader(new Uint8Array([0x80])).varint(), refused);
  throws(() => new ByteReader(new Uint8Array(11).fill(0xff)).varint(), refused);
  throws(() => new ByteReader(varint(2n ** 60n)).varint(), refused);
  throws(() => new ByteReader(new Uint8Array(8).fill(0x7f)).int64(), refused);
  throws(() => new ByteReader(new Uint8Array([0, 9, 1])).string(), refused);
  throws(
    () => new ByteReader(new Uint8Array([0x7f, 0, 0, 0])).array(() => 0),
    refused,
  );
});

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value << 1n ^ value >> 63n);
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return new Uint8Array([...bytes, Number(rest)]);
}
