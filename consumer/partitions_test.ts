import { deepEqual, equal } from "node:assert/strict";
import { Partitions } from "./partitions.ts";

Deno.test("Partitions knows what was given before, across assignments", () => {
  const partitions = new Partitions();
  partitions.assign([1, 0]);
  deepEqual(partitions.assigned, [0, 1]);
  deepEqual([5, 6, 7].map((offset) => partitions.give(0, offset, 0)), [false, false, false]);
  partitions.assign([1]);
  partitions.assign([0]);
  deepEqual([6, 7, 8].map((offset) => partitions.give(0, offset, 0)), [true, true, false]);
  equal(partitions.give(1, 6, 0), false);
});

Deno.test("Partitions notices that another member had a partition in between", () => {
  const partitions = new Partitions();
  partitions.assign([0]);
  equal(partitions.begin(0, 100n, 200n), false);
  partitions.give(0, 100, 0);
  equal(partitions.begin(0, 103n, 200n), false, "a hole in the log, within an assignment");
  partitions.assign([0]);
  equal(partitions.begin(0, 101n, 200n), false, "it goes on where it was");
  partitions.assign([0]);
  equal(partitions.begin(0, 90n, 200n), false, "given again");
  partitions.assign([0]);
  equal(partitions.begin(0, 150n, 200n), true);
  equal(partitions.begin(0, 160n, 200n), false);
});

Deno.test("Partitions adds up the lag, once it is known of all that are assigned", () => {
  const partitions = new Partitions();
  partitions.assign([0, 1]);
  equal(partitions.lag(), undefined);
  partitions.begin(0, 10n, 30n);
  equal(partitions.lagOf(0), undefined);
  partitions.give(0, 10, 0);
  deepEqual([partitions.lagOf(0), partitions.lag()], [19, undefined]);
  partitions.heard(1, 50n, 45n);
  partitions.heard(0, 40n, 5n);
  deepEqual([partitions.lagOf(0), partitions.lagOf(1), partitions.lag()], [29, 5, 34]);
  partitions.give(0, 50, 0);
  equal(partitions.lagOf(0), 0);
  partitions.assign([]);
  equal(partitions.lag(), 0);
});

Deno.test("Partitions remembers when a record was handled last", () => {
  const partitions = new Partitions();
  equal(partitions.handledAt(0), undefined);
  partitions.give(0, 1, 1_234);
  equal(partitions.handledAt(0), 1_234);
});

Deno.test("Partitions knows no lag ten seconds after the last answer", () => {
  let now = 50_000;
  const partitions = new Partitions(() => now);
  partitions.assign([0, 1]);
  for (const partition of [0, 1]) partitions.heard(partition, 30n, 10n);
  now += 10_000;
  equal(partitions.lag(), 40);
  partitions.begin(0, 10n, 30n);
  now += 1;
  deepEqual([partitions.lagOf(0), partitions.lagOf(1), partitions.lag()], [
    20,
    undefined,
    undefined,
  ]);
  partitions.heard(1, 31n, 0n);
  equal(partitions.lag(), 41);
});
