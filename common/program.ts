import { describeError, ProgramError } from "./errors.ts";
import { helpText } from "./help.ts";
import { type EventLog, type LogLevel, openLog } from "./log.ts";
import { missingEnv } from "./permissions.ts";
import { readSettings, type Settings, SettingsError, type SettingsTable } from "./settings.ts";
import { LAUNCHER, listenForStop } from "./stop_wish.ts";
import { versionLine } from "./version.ts";

/** What a program gets besides its settings. */
export interface ProgramContext {
  readonly log: EventLog;
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP: stop, finish what is under way, return. */
  readonly signal: AbortSignal;
}

/** A program as `main.ts` declares it. Its table has {@linkcode operationSettings} in it. */
export interface Program<T extends SettingsTable> {
  readonly name: string;
  /** One sentence for `--help`. */
  readonly summary: string;
  readonly settings: T;
  /**
   * What stands behind the program's own name on the command line.
   *
   * @default {Deno.args}
   */
  readonly args?: readonly string[];
  /** The exit codes in a sentence, where they are not those of every program. */
  readonly exitCodes?: string;
  /** Rules between settings. */
  readonly check?: (settings: Settings<T>) => readonly string[];
  /** Runs until done or aborted, closes all it opened, and returns the exit code. */
  readonly run: (settings: Settings<T>, context: ProgramContext) => Promise<number>;
}

/** Holds the process id of a launcher that starts the program, if one does. */
const HEALTHCHECK_MS = 3_000;

/**
 * The whole of a `main.ts`: arguments, environment, signals and exit code meet here and nowhere else.
 * Exit codes: 0 clean stop, 1 runtime failure (or a second signal), 2 wrong settings.
 */
export async function runProgram<T extends SettingsTable>(program: Program<T>): Promise<void> {
  const { args = Deno.args } = program;
  if (args.includes("--help")) return printOut(helpText(program, program.settings));
  if (args.includes("--version")) return printOut(versionLine(program.name));
  const healthcheck = args.includes("--healthcheck");
  refusePermissions(program.name, program.settings);
  let settings: Settings<T>;
  try {
    settings = readSettings(program.settings, {
      args: args.filter((arg) => arg !== "--healthcheck"),
      env: (name) => Deno.env.get(name),
    }, program.check);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    refuse(program.name, error.problems);
  }
  const operation = settings as { logLevel?: LogLevel; healthPort?: number | "off" };
  if (healthcheck) Deno.exit(await askHealth(operation.healthPort));
  const log = openLog({ program: program.name, level: operation.logLevel ?? "INFO" });
  Deno.exit(await runUntilSignal((signal) => program.run(settings, { log, signal }), log));
}

/** Ends the program where Deno's permissions keep it from reading its settings. */
function refusePermissions(program: string, settings: SettingsTable): void {
  const variables = Object.values(settings).flatMap(({ env }) => env ?? []);
  const problems = missingEnv([...variables, LAUNCHER]);
  if (problems.length > 0) refuse(program, problems);
}

function refuse(program: string, problems: readonly string[]): never {
  const log = openLog({ program, level: "INFO" });
  for (const problem of problems) log.error("setting_refused", { problem });
  Deno.exit(2);
}

async function runUntilSignal(
  run: (signal: AbortSignal) => Promise<number>,
  log: EventLog,
): Promise<number> {
  const stop = new AbortController();
  const unwatch = listenForStop({
    first: (reason) => {
      log.info("shutdown_started", { reason });
      stop.abort(new Error(`Stopped by ${reason}`));
    },
    second: () => Deno.exit(1),
  });
  globalThis.addEventListener("unhandledrejection", ({ reason }) => {
    // Deno would print a stack trace, which no reader of the events understands.
    Deno.exit(reportFailure(reason, log));
  });
  try {
    return await run(stop.signal);
  } catch (error) {
    if (stop.signal.aborted && error === stop.signal.reason) return 0;
    return reportFailure(error, log);
  } finally {
    unwatch();
  }
}

function reportFailure(error: unknown, log: EventLog): number {
  const { code, message, remedy, cause, name } = describeError(error);
  // An error made for users has said it all; any other is told by its name too.
  const rest = error instanceof ProgramError ? {} : { name };
  log.error("failed", { code, message, remedy, ...rest, cause });
  return error instanceof ProgramError ? error.exitCode : 1;
}

async function askHealth(port: number | "off" | undefined): Promise<number> {
  if (port === undefined || port === "off" || port === 0) return 1;
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health`, {
      signal: AbortSignal.timeout(HEALTHCHECK_MS),
    });
    await response.body?.cancel();
    return response.ok ? 0 : 1;
  } catch {
    return 1;
  }
}

function printOut(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}
