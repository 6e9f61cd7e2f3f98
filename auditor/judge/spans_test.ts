import { deepEqual, equal } from "node:assert/strict";
import { overlap, unite } from "./spans.ts";

Deno.test("unite() merges what touches, in order, and drops what ends before it starts", () => {
  const spans = [
    { from: 50, to: 60 },
    { from: 10, to: 30 },
    { from: 20, to: 25 },
    { from: 30, to: 40 },
    { from: 90, to: 80 },
  ];
  deepEqual(unite(spans), [{ from: 10, to: 40 }, { from: 50, to: 60 }]);
});

Deno.test("overlap() sums what lies within", () => {
  const united = [{ from: 10, to: 20 }, { from: 30, to: 40 }];
  equal(overlap({ from: 0, to: 100 }, united), 20);
  equal(overlap({ from: 15, to: 35 }, united), 10);
  equal(overlap({ from: 21, to: 29 }, united), 0);
});
