import { deepEqual, equal } from "node:assert/strict";
import { parseSchema } from "./avro.ts";
import { canRead, differences } from "./differences.ts";

function record(...fields: unknown[]): string {
  return JSON.stringify({ type: "record", name: "R", fields });
}

const decimal = { type: "bytes", logicalType: "decimal", precision: 11, scale: 2 };
const before = record({ name: "price", type: decimal }, { name: "volume", type: "long" });

Deno.test("Differences are told field by field, in words", () => {
  const after = record(
    { name: "price", type: "string" },
    { name: "venue", type: ["null", "string"], default: null },
    { name: "must", type: { type: "int" } },
  );
  deepEqual(differences(before, after), [
    'field "price" was decimal(11,2) and is string',
    'field "volume" (long) is missing',
    'field "venue" (null or string) is new',
    'field "must" (int) is new without a default',
  ]);
});

Deno.test("Docs, order and the long form of a type make no difference", () => {
  const after = record(
    { name: "volume", type: "long", doc: "Shares." },
    { name: "price", type: decimal, doc: "Cents." },
  );
  deepEqual(differences(before, after), []);
});

Deno.test("Who can read whom follows Avro's resolution", () => {
  const more = record(...JSON.parse(before).fields, { name: "n", type: "int", default: 0 });
  const must = record(...JSON.parse(before).fields, { name: "n", type: "int" });
  const can = (reader: string, writer: string) => canRead(parseSchema(reader), parseSchema(writer));
  equal(can(before, more), true);
  equal(can(more, before), true);
  equal(can(before, must), true);
  equal(can(must, before), false);
});
