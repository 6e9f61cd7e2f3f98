import { permissionFlags, type Permissions } from "./permissions.ts";

const ROOT = new URL("..", import.meta.url);

/** The programs that a local run starts, by their folder. */
export type ProgramFolder =
  | "auditor"
  | "common/topics"
  | "consumer"
  | "dev/bench/plain"
  | "dev/drill"
  | "dev/drill/plants/reader"
  | "dev/drill/plants/sender"
  | "producer";

/**
 * The auditor judges millions of records in a small space: with V8's own choice garbage takes a third
 * more memory, and it is no faster.
 */
const V8_FLAGS: Readonly<Record<string, string>> = { auditor: "--max-semi-space-size=4" };

/** Deno's arguments for the V8 flags of the program in this folder. */
export function v8Flags(folder: string): string[] {
  const flags = V8_FLAGS[folder];
  return flags === undefined ? [] : [`--v8-flags=${flags}`];
}

/**
 * The command that starts a program as its users do: a process of its own with the permissions that
 * it publishes.
 *
 * @param importMap The map where JSR cannot be reached, else "".
 */
export async function programCommand(
  folder: ProgramFolder,
  args: readonly string[],
  importMap: string,
): Promise<string[]> {
  const root = decodeURIComponent(ROOT.pathname);
  const published: Permissions = JSON.parse(
    await Deno.readTextFile(`${root}${folder}/permissions.json`),
  );
  return [
    Deno.execPath(),
    "run",
    "--quiet",
    ...permissionFlags(published),
    ...v8Flags(folder),
    ...importMap ? [`--import-map=${importMap}`] : [],
    `${root}${folder}/main.ts`,
    ...args,
  ];
}

/** The command that fetches what the programs import, so that they start without a network. */
export function cacheCommand(importMap: string): string[] {
  const root = decodeURIComponent(ROOT.pathname);
  const map = importMap ? [`--import-map=${importMap}`] : [];
  const entries = ["common/topics/main.ts", "consumer/main.ts", "producer/main.ts"];
  return [Deno.execPath(), "cache", "--quiet", ...map, ...entries.map((entry) => root + entry)];
}
