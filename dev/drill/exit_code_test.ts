import { deepEqual } from "node:assert/strict";
import { exitCodeOf } from "./exit_code.ts";
import { type DrillResult, withoutVerdict } from "./result.ts";

const UNSURE: DrillResult = {
  ...{ name: "01-none", victim: "nobody", limits: undefined, took: 1, folder: "" },
  ...withoutVerdict("Inconclusive: it was ended by an error"),
};
const PASSED: DrillResult = { ...UNSURE, verdict: "passed" };
const FOUND: DrillResult = {
  ...{ ...UNSURE, verdict: "failed", failing: ["lost"] },
  planted: { finds: "lost", isFound: true, attempts: 1 },
};

Deno.test("exitCodeOf() is 0 only if every drill passed", () => {
  const missed = { ...FOUND, planted: { finds: "lost", isFound: false, attempts: 3 } };
  deepEqual(
    [[PASSED, PASSED], [PASSED, UNSURE], [UNSURE, FOUND], [FOUND], [missed], []].map(exitCodeOf),
    [0, 1, 3, 3, 1, 1],
  );
});
