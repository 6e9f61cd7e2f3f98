import { REVISION } from "./revision.ts";

/** The version of the whole workspace, as `deno.json` has it; a test keeps the two equal. */
export const VERSION = "0.1.0";

/** What `--version` prints: `producer 0.1.0`, in an image `producer 0.1.0 (1f0c2ab)`. */
export function versionLine(program: string, revision: string = REVISION): string {
  return `${program} ${VERSION}${revision && ` (${revision})`}\n`;
}
