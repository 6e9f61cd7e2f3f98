import { parseArgs } from "@std/cli/parse-args";

/** The command line, flag by flag, and what nobody asked for. */
export interface Args {
  /** The text of each flag that was given; a bare switch reads "true", a bare value flag "". */
  readonly given: ReadonlyMap<string, string>;
  /** Arguments that no flag names, as typed. */
  readonly unknown: readonly string[];
}

/** The start of a number below 0; a unit may follow. */
const NEGATIVE = /^-\.?\d/;

/**
 * Reads `--flag value`, `--flag=value`, `--switch` and `--switch=false`. A negative number behind a
 * flag is its value. The one importer of `@std/cli`.
 */
export function readArgs(
  args: readonly string[],
  flags: { readonly values: readonly string[]; readonly switches: readonly string[] },
): Args {
  const unknown: string[] = [];
  const parsed = parseArgs(withNegatives(args, flags.values), {
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
  for (const name of flags.switches) {
    const text = switchText(args, name);
    if (text !== undefined) given.set(name, text);
  }
  return { given, unknown: [...unknown, ...parsed._.map(String)] };
}

/** The parser takes `-1` for a flag of its own: `--rate -1` becomes `--rate=-1`. */
function withNegatives(args: readonly string[], names: readonly string[]): string[] {
  const end = args.indexOf("--");
  const joined: string[] = [];
  for (const [at, arg] of args.entries()) {
    const previous = joined.at(-1);
    const isValue = (end < 0 || at < end) && NEGATIVE.test(arg) &&
      previous?.startsWith("--") && names.includes(previous.slice(2));
    if (isValue) joined.splice(-1, 1, `${previous}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

/** As typed: the parser takes `--switch=no` for true, and tells no `--switch=false` from an absent one. */
function switchText(args: readonly string[], name: string): string | undefined {
  const end = args.indexOf("--");
  const flags = end < 0 ? args : args.slice(0, end);
  const arg = flags.findLast((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  return arg?.includes("=") ? arg.slice(arg.indexOf("=") + 1) : arg && "true";
}
