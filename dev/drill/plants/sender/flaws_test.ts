import { deepEqual, equal, notEqual } from "node:assert/strict";
import { xxh64 } from "@kafka-sim/common/hash";
import { decodeTick } from "@kafka-sim/common/tick";
import { FLAWS } from "./flaws.ts";
import { type PlantRecord, Records } from "./records.ts";

const records = new Records("plant", 3, 6).take(4, 1_700_000_000_000);
const sequences = (list: readonly PlantRecord[]) => list.map(({ noted }) => noted.sequence);

Deno.test("Records counts on, and notes what it hands over", () => {
  const source = new Records("plant", 3, 6);
  deepEqual(sequences(source.take(2, 0)), [0, 1]);
  deepEqual(sequences(source.take(2, 0)), [2, 3]);
  for (const { noted, message } of records) {
    equal(noted.valueHash, xxh64(message.value));
    equal(message.headers!.sequence, String(noted.sequence));
    equal(message.partition, 3);
    equal(decodeTick(message.value).symbol, noted.key);
  }
});

Deno.test("the flaw altered changes one byte of one record, which stays a tick", () => {
  const distorted = FLAWS.altered.distort(records);
  const [first, ...rest] = distorted;
  deepEqual(rest, records.slice(1));
  const [was, is] = [records[0]!.message.value, first!.message.value];
  equal(is.length, was.length);
  equal(is.filter((byte, at) => byte !== was[at]).length, 1);
  notEqual(xxh64(is), first!.noted.valueHash);
  decodeTick(is);
});

Deno.test("the flaw swapped exchanges two records and keeps all", () => {
  deepEqual(sequences(FLAWS.swapped.distort(records)), [1, 0, 2, 3]);
});

Deno.test("the flaw duplicated hands one record over twice", () => {
  deepEqual(sequences(FLAWS.duplicated.distort(records)), [0, 1, 2, 3, 3]);
});
