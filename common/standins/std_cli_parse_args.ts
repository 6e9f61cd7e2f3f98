/**
 * Stands in for `jsr:@std/cli@1.0.28/parse-args` where JSR cannot be reached: the same names and
 * behaviour, of which it has only what `common/args.ts` uses.
 * Source of the behaviour: https://jsr.io/@std/cli/doc/parse-args
 */
export interface ParseOptions {
  /** Flags without a value. */
  readonly boolean: readonly string[];
  /** Flags with a value; without one they read as "". */
  readonly string: readonly string[];
  /** Called for each argument that no list names; `key` is undefined for a positional one. */
  readonly unknown: (arg: string, key?: string, value?: unknown) => unknown;
}

const FLAG = /^--([^=]+)(?:=(.*))?$/s;

/** Parses `--flag value`, `--flag=value` and `--switch`; the last of a repeated flag counts. */
export function parseArgs(
  args: readonly string[],
  options: ParseOptions,
): Record<string, unknown> & { _: string[] } {
  const result: Record<string, unknown> & { _: string[] } = { _: [] };
  for (const name of options.boolean) result[name] = false;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!;
    if (arg === "--") {
      result._.push(...args.slice(index + 1));
      break;
    }
    const [, name, inline] = FLAG.exec(arg) ?? [];
    if (name === undefined) {
      const key = arg.startsWith("-") && arg.length > 1 ? arg.slice(1) : undefined;
      if (options.unknown(arg, key, key && true) !== false) result._.push(arg);
    } else if (options.boolean.includes(name)) {
      result[name] = inline === undefined || inline !== "false";
    } else if (options.string.includes(name)) {
      const next = args[index + 1];
      const takesNext = inline === undefined && next !== undefined && !next.startsWith("-");
      result[name] = inline ?? (takesNext ? next : "");
      if (takesNext) index++;
    } else {
      options.unknown(arg, name, inline ?? true);
    }
  }
  return result;
}
