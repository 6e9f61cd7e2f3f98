import { permissionFlags, type Permissions } from "@kafka-sim/common/permission_flags";

/** A program that the auditor starts. */
export type ProgramName = "consumer" | "producer";

/** How a program is started. */
export interface ProgramStart {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const ROOT = decodeURIComponent(new URL("../..", import.meta.url).pathname);

/**
 * The real program with the permissions that it publishes. It takes its settings from the arguments
 * alone: every variable that it may read is set to nothing, which counts as absent. It watches this
 * process, and ends in order when that is gone.
 *
 * @param importMap The map where JSR cannot be reached, else "".
 */
export async function programStart(
  program: ProgramName,
  args: readonly string[],
  importMap: string,
): Promise<ProgramStart> {
  const folder = `${ROOT}${program}`;
  const published: Permissions = JSON.parse(await Deno.readTextFile(`${folder}/permissions.json`));
  const silent = (published.env ?? []).map((name) => [name, ""]);
  return {
    command: [
      Deno.execPath(),
      "run",
      "--quiet",
      ...permissionFlags(published),
      ...importMap ? [`--import-map=${importMap}`] : [],
      `${folder}/main.ts`,
      ...args,
    ],
    env: { ...Object.fromEntries(silent), KAFKA_SIM_LAUNCHER: String(Deno.pid) },
  };
}
