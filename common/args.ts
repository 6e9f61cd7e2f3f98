import { parseArgs } from "@std/cli/parse-args";

/** The command line, flag by flag, and what nobody asked for. */
export interface Args {
  /** The text of each flag that was given; a switch reads "true", a value flag without one "". */
  readonly given: ReadonlyMap<string, string>;
  /** Arguments that no flag names, as typed. */
  readonly unknown: readonly string[];
}

/** Reads `--flag value`, `--flag=value` and `--switch`. The one importer of `@std/cli`. */
export function readArgs(
  args: readonly string[],
  flags: { readonly values: readonly string[]; readonly switches: readonly string[] },
): Args {
  const unknown: string[] = [];
  const parsed = parseArgs([...args], {
    string: [...flags.values],
    boolean: [...flags.switches],
    unknown: (arg: string) => {
      unknown.push(arg);
      return false;
    },
  });
  const given = new Map<string, string>();
  for (const name of flags.values) {
    const value = parsed[name];
    if (typeof value === "string") given.set(name, value);
  }
  for (const name of flags.switches) if (parsed[name] === true) given.set(name, "true");
  return { given, unknown: [...unknown, ...parsed._.map(String)] };
}
