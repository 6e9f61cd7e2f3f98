const ROOT = decodeURIComponent(new URL("../..", import.meta.url).pathname);

/** `deno task dev`, as people type it, in the folder of the project. */
export function devCommand(args: readonly string[]): string[] {
  return [Deno.execPath(), "task", "--quiet", "--config", `${ROOT}deno.json`, "dev", ...args];
}
