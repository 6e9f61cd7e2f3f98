import { deepEqual } from "node:assert/strict";
import type { ReportMark } from "../report.ts";
import { sampleReport } from "../testing/sample_report.ts";
import { processLanes } from "./process_lanes.ts";

const REPORT = sampleReport();
const BEGIN = Date.parse(REPORT.run.start!);

/** Lanes of these marks, without those that are well. */
function outOf(...marks: readonly (readonly [second: number, name: string, phase: string])[]) {
  const told = marks.map(([second, name, phase]): ReportMark => ({
    ...{ time: new Date(BEGIN + second * 1_000).toISOString(), name, phase, detail: "" },
  }));
  return processLanes({ ...REPORT, marks: told }, 75).filter(({ isWell }) => !isWell)
    .map(({ row, start, end, label }) => [row, start, end, label]);
}

Deno.test("processLanes() are out from the process's end to its start", () => {
  deepEqual(outOf([20, "node 2", "gone"], [45.5, "node 2", "started"]), [
    ["process 2", 20, 45.5, "gone for 25.5 s"],
  ]);
});

Deno.test("processLanes() tell one that was stopped, killed, and never came back", () => {
  deepEqual(outOf([10, "node 3", "stopped"], [13, "node 3", "gone"]), [
    ["process 3", 10, 13, "stopped for 3.0 s"],
    ["process 3", 13, 75, "gone for 62.0 s"],
  ]);
});

Deno.test("processLanes() of nodes without such marks are none", () => {
  deepEqual(outOf([10, "kill-leader", "gone"], [12, "node 1", "quiet"]), []);
});
