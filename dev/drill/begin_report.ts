import { ProgramError } from "@kafka-sim/common/errors";
import { Journal } from "./journal.ts";

/**
 * Makes the folder of a series' reports and opens its journal.
 *
 * @param onFailure Told once, if the journal cannot be written any more.
 * @throws {ProgramError} `report_not_written`.
 */
export async function beginReport(
  folder: string,
  onFailure: (problem: string) => void,
): Promise<Journal> {
  await attempt(folder, "it is a file", () => Deno.mkdir(folder, { recursive: true }));
  return await attempt(
    folder,
    "there are drills in it already",
    () => new Journal(`${folder}/drills.jsonl`, onFailure),
  );
}

async function attempt<T>(
  folder: string,
  whenThere: string,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const state = describe(cause, whenThere);
    throw new ProgramError("report_not_written", `Cannot write reports into ${folder}: ${state}`, {
      remedy: "Name another folder with --report",
      exitCode: 2,
      cause,
    });
  }
}

function describe(cause: unknown, whenThere: string): string {
  if (cause instanceof Deno.errors.AlreadyExists) return whenThere;
  // Deno's own words advise to allow everything.
  if (cause instanceof Deno.errors.NotCapable) return "it is one of the system's own";
  return cause instanceof Error ? cause.message : String(cause);
}
