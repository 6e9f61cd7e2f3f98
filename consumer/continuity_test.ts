import { deepEqual, equal } from "node:assert/strict";
import { Continuity } from "./continuity.ts";

Deno.test("Continuity finds nothing where each sequence goes up by one, wherever it begins", () => {
  const continuity = new Continuity();
  for (let sequence = 0; sequence < 100; sequence++) {
    for (const [partition, sender, first] of [[0, "a", 0], [0, "b", 500], [1, "a", 7]] as const) {
      equal(continuity.observe(partition, sender, first + sequence), undefined);
    }
  }
  deepEqual(continuity.counts, { gaps: 0, duplicates: 0, reordered: 0 });
});

Deno.test("Continuity counts gaps, duplicates and reorderings apart", () => {
  const continuity = new Continuity();
  const kinds = [0, 1, 5, 2, 5, 4, 4, 3, 6, 2].map((sequence) =>
    continuity.observe(0, "a", sequence)?.kind
  );
  const [gap, twice, late] = ["gap", "duplicate", "reordered"];
  const none = undefined;
  deepEqual(kinds, [none, none, gap, late, twice, late, twice, late, none, twice]);
  deepEqual(continuity.counts, { gaps: 3, duplicates: 3, reordered: 3 });
});

Deno.test("Continuity begins anew with a partition that another member had in between", () => {
  const continuity = new Continuity();
  for (const partition of [0, 1]) continuity.observe(partition, "a", 10);
  continuity.forget(0);
  equal(continuity.observe(0, "a", 90), undefined);
  deepEqual(continuity.observe(1, "a", 12), { kind: "gap", missing: 1 });
});

Deno.test("Continuity forgets senders that fell silent long ago", () => {
  const continuity = new Continuity();
  continuity.observe(0, "old", 10);
  for (let number = 0; number < 2_500; number++) {
    continuity.observe(0, `sender ${number}`, 0);
    continuity.observe(0, "busy", number);
  }
  equal(continuity.observe(0, "old", 20), undefined);
  deepEqual(continuity.observe(0, "busy", 2_502), { kind: "gap", missing: 2 });
});

Deno.test("Continuity remembers a bounded number of holes, the last ones", () => {
  const continuity = new Continuity();
  for (let sequence = 0; sequence <= 200; sequence += 2) continuity.observe(0, "a", sequence);
  equal(continuity.observe(0, "a", 199)?.kind, "reordered");
  equal(continuity.observe(0, "a", 1)?.kind, "duplicate");
});
