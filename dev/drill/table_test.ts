import { deepEqual } from "node:assert/strict";
import type { DrillResult } from "./result.ts";
import { exitCodeOf, restsOn } from "./series.ts";
import { tableLines } from "./table.ts";

const PASSED: DrillResult = {
  ...{
    name: "01-none",
    verdict: "passed",
    sentence: "",
    failing: [],
    victim: "nobody",
    senders: {},
  },
  ...{ limits: { writing: 1, reading: 11 }, acknowledged: 52_000, lost: 0 },
  ...{ writing: 0.21, reading: 0.3, took: 41.6, folder: "" },
};
const FAILED: DrillResult = {
  ...PASSED,
  ...{ name: "02-kill-leader-acks0", verdict: "failed", failing: ["lost"], lost: 12 },
  ...{ limits: undefined, planted: { finds: "lost", isFound: true, attempts: 1 } },
};

Deno.test("tableLines() shows each drill with its outages beside their limits", () => {
  deepEqual(tableLines([PASSED, FAILED]), [
    "drill                 verdict                    writing  limit  reading  limit  acknowledged  lost  took",
    "01-none               passed                       0.2 s    1 s    0.3 s   11 s        52,000     0  42 s",
    "02-kill-leader-acks0  failed (lost), as planted    0.2 s      -    0.3 s      -        52,000    12  42 s",
  ]);
});

Deno.test("exitCodeOf() is 0 only if every drill passed", () => {
  const unsure = { ...PASSED, verdict: "inconclusive" } as const;
  const missed = { ...FAILED, planted: { finds: "lost", isFound: false, attempts: 3 } };
  deepEqual(
    [[PASSED, PASSED], [PASSED, unsure], [unsure, FAILED], [FAILED], [missed], []].map(exitCodeOf),
    [0, 1, 3, 3, 1, 1],
  );
});

Deno.test("restsOn() wants the finding that was planted, of nobody but the plant", () => {
  const plant = { finds: "lost", sender: "plant-acks0" };
  const senders = { lost: ["plant-acks0-1"] };
  const failed = { verdict: "failed", failing: ["inconsistent", "lost"], senders } as const;
  deepEqual(
    [
      failed,
      { ...failed, verdict: "passed" as const },
      { ...failed, failing: ["inconsistent"] },
      { ...failed, senders: { lost: ["plant-acks0-1", "another"] } },
    ].map((result) => restsOn(result, plant)),
    [true, false, false, false],
  );
});
