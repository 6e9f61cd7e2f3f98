import { deepEqual } from "node:assert/strict";
import type { DrillResult } from "./result.ts";
import { tableLines } from "./table.ts";

const PASSED: DrillResult = {
  ...{
    name: "01-none",
    verdict: "passed",
    sentence: "",
    failing: [],
    victim: "nobody",
    senders: {},
    counts: {},
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
