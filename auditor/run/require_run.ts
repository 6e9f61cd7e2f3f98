import { ProgramError } from "@kafka-sim/common/errors";

/**
 * Refuses to start where the programs of a run could not be started.
 *
 * @throws {ProgramError} `run_permission_missing`, exit code 2, naming the flag that helps.
 */
export async function requireRun(command: string): Promise<void> {
  const { state } = await Deno.permissions.query({ name: "run", command });
  if (state === "granted") return;
  throw new ProgramError(
    "run_permission_missing",
    "Cannot start senders and readers as Deno's run permission is missing",
    { remedy: `Start with --allow-run=${command}`, exitCode: 2 },
  );
}
