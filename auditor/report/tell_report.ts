import type { EventLog } from "@kafka-sim/common/log";
import type { Report } from "./report.ts";
import { summarizeReport } from "./summary.ts";
import { writeIndex, writeReport } from "./write_report.ts";

/** Exit code of a run that is not proven, or could not be judged. */
const INCONCLUSIVE = 1;

/** Writes the report, prints its ten lines, and resolves to the exit code. */
export async function tellReport(
  { report: folder, index }: { readonly report: string | undefined; readonly index: boolean },
  report: Report,
  log: EventLog,
): Promise<number> {
  await writeReport(folder!, report);
  if (index) await writeIndex(`${folder}/..`);
  const { result, exitCode } = report.verdict;
  log.info("verdict_reached", { verdict: result, folder });
  print(`${summarizeReport(report)}\n`);
  return exitCode;
}

/** Says why there is no verdict, and returns the exit code. */
export function tellInconclusive(error: Error, log: EventLog): number {
  log.error("failed", { error });
  print(`Inconclusive: ${error.message}.\n`);
  return INCONCLUSIVE;
}

function print(text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length;) done += Deno.stdout.writeSync(bytes.subarray(done));
}
