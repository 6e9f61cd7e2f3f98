import { deepEqual, equal } from "node:assert/strict";
import avro from "avsc";
import { createFramer, schemaIdOf } from "./frame.ts";

const text = avro.Type.forSchema("string");

Deno.test("A framed value is a zero byte, the id in four bytes and the Avro bytes", () => {
  deepEqual([...createFramer(text, 0x01020304)("ab")], [0, 1, 2, 3, 4, 4, 97, 98]);
  deepEqual([...createFramer(text, 0xfffffffe)("")], [0, 255, 255, 255, 254, 0]);
});

Deno.test("Framed values do not overwrite each other, however long they are", () => {
  const frame = createFramer(text, 7);
  const texts = [1, 16_000, 300, 500, 40_000, 0, 5].map((length) => "x".repeat(length));
  const framed = texts.map((value) => frame(value));
  deepEqual(framed.map((value) => text.fromBuffer(value.subarray(5))), texts);
  for (const value of framed) equal(schemaIdOf(value), 7);
});

Deno.test("An id is read only where a framed value begins", () => {
  equal(schemaIdOf(Uint8Array.of(0, 255, 255, 255, 255, 0)), 0xffffffff);
  for (
    const other of [
      null,
      Uint8Array.of(),
      Uint8Array.of(0, 0, 0, 0, 1),
      Uint8Array.of(123, 0, 0, 0, 0, 1),
    ]
  ) {
    equal(schemaIdOf(other), undefined);
  }
});
