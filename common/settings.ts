import { readArgs } from "./args.ts";

/** One setting: how it is named, what it means, how its text is read. */
export interface Setting<T> {
  /** Without the dashes: `rate` for `--rate`. */
  readonly flag: string;
  /** Environment variable; absent: the flag only. */
  readonly env?: string;
  /** What stands for the value in the help, such as `N`; absent: a switch. */
  readonly value?: string;
  /** Unit of a plain number, such as `ticks/s`. */
  readonly unit?: string;
  /** Read by `parse` like any value; absent: the setting may be undefined. */
  readonly default?: string;
  /** One line, starting in lower case, without full stop. */
  readonly meaning: string;
  /** Throws an error whose message is the rule that is broken: `must be a whole number`. */
  readonly parse: (text: string) => T;
}

/** A program's settings by the name its code uses. */
export type SettingsTable = Readonly<Record<string, Setting<unknown>>>;

/** What a table resolves to: undefined only where there is neither default nor switch. */
export type Settings<T extends SettingsTable> = {
  readonly [K in keyof T]: T[K] extends { readonly default: string } ? ReturnType<T[K]["parse"]>
    : T[K] extends { readonly value: string } ? ReturnType<T[K]["parse"]> | undefined
    : ReturnType<T[K]["parse"]>;
};

/** All that is wrong with the settings at once. The program ends with exit code 2. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "SettingsError";
    this.problems = problems;
  }
}

/** Where settings come from. */
export interface SettingsSource {
  readonly args: readonly string[];
  readonly env: (name: string) => string | undefined;
}

/**
 * Reads every setting: flag before environment before default. An empty environment variable counts
 * as absent, since compose files write it so.
 *
 * @param check Rules between settings: a sentence for each that is broken. Asked only when every
 * single setting could be read.
 * @throws {SettingsError} With every problem found.
 */
export function readSettings<T extends SettingsTable>(
  table: T,
  source: SettingsSource,
  check: (settings: Settings<T>) => readonly string[] = () => [],
): Settings<T> {
  const rows = Object.entries(table);
  const { given, unknown } = readArgs(source.args, {
    values: rows.filter(([, row]) => row.value).map(([, row]) => row.flag),
    switches: rows.filter(([, row]) => !row.value).map(([, row]) => row.flag),
  });
  const problems = unknown.map((arg) => `Cannot use argument "${arg}": see --help`);
  const resolved: Record<string, unknown> = {};
  for (const [name, row] of rows) {
    const text = given.get(row.flag) ?? (row.env && source.env(row.env) || row.default) ??
      (row.value ? undefined : "false");
    try {
      resolved[name] = text === undefined ? undefined : row.parse(text);
    } catch (error) {
      problems.push(describeProblem(row, text, error));
    }
  }
  const settings = Object.freeze(resolved) as Settings<T>;
  if (problems.length === 0) problems.push(...check(settings));
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

function describeProblem(row: Setting<unknown>, text: string | undefined, error: unknown): string {
  const names = `"--${row.flag}"${row.env ? ` (${row.env})` : ""}`;
  const rule = error instanceof Error ? error.message : String(error);
  return `Cannot read setting ${names} as it ${rule}: current value is "${text}"`;
}
