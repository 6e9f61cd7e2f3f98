import { ProgramError } from "@kafka-sim/common/errors";
import type { ProgramContext } from "@kafka-sim/common/program";
import { writeIndex } from "./report/write_report.ts";
import type { IndexSettings } from "./settings.ts";

/**
 * `auditor index`: makes the list of a folder of reports.
 *
 * @throws {ProgramError} `folder_unusable`.
 */
export async function indexCommand(
  { reports }: IndexSettings,
  { log }: ProgramContext,
): Promise<number> {
  const folder = reports!;
  try {
    const count = await writeIndex(folder);
    log.info("index_written", { folder, reports: count });
    return 0;
  } catch (cause) {
    const state = cause instanceof Error ? cause.message : String(cause);
    throw new ProgramError("folder_unusable", `Cannot list the reports of "${folder}": ${state}`, {
      remedy: "Name a folder that exists and may be written",
      cause,
    });
  }
}
