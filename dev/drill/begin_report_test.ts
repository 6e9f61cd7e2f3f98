import type { ProgramError } from "@kafka-sim/common/errors";
import { equal, match, rejects } from "node:assert/strict";
import { beginReport } from "./begin_report.ts";

async function refused(folder: string, why: RegExp): Promise<void> {
  await rejects(beginReport(folder, () => {}), (error: ProgramError) => {
    match(error.message, why);
    equal(error.code, "report_not_written");
    equal(error.exitCode, 2);
    return true;
  });
}

Deno.test("beginReport() makes the folder, and refuses one that has drills or is none", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const reports = `${folder}/a/b`;
    using journal = await beginReport(reports, () => {});
    journal.add({ drill: "01-none", phase: "start", detail: "" });
    await refused(reports, /there are drills in it already$/);
    await Deno.writeTextFile(`${folder}/file`, "");
    await refused(`${folder}/file`, /it is a file$/);
    await refused(`${folder}/file/below`, /Not a directory/);
    await refused("/proc/reports", /: (it is one of the system's own|.*os error)/);
    match(await Deno.readTextFile(`${reports}/drills.jsonl`), /"01-none"/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
