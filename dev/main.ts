/** `deno task dev`: a real Kafka, the programs on it and their table, with one command. */
import { resolve } from "node:path";
import { ProgramError } from "@kafka-sim/common/errors";
import { helpText } from "@kafka-sim/common/help";
import { missingEnv } from "@kafka-sim/common/permissions";
import { listenForStop } from "@kafka-sim/common/stop_wish";
import { readSettings, type Setting, SettingsError } from "@kafka-sim/common/settings";
import { VERSION } from "@kafka-sim/common/version";
import { openRun } from "./kafka/embedded.ts";
import { prepareAll } from "./prepare_all.ts";
import { checkSettings, devSettings } from "./settings.ts";
import { Supervisor } from "./supervisor.ts";
import { Terminal } from "./terminal.ts";

const NAME = "dev";
const SUMMARY = "Shows simulated stock ticks flow through a real Kafka on this machine.";

/** What is read besides the settings. */
const OTHER_ENV = [
  ...["HOME", "JAVA_HOME", "KAFKA_SIM_ARCHIVE", "KAFKA_SIM_CACHE", "KAFKA_SIM_IMPORT_MAP"],
  ...["KAFKA_SIM_LAUNCHER", "KAFKA_TOPIC", "PATH", "XDG_CACHE_HOME"],
];

const terminal = new Terminal();

async function main(): Promise<number> {
  if (Deno.args.includes("--help")) {
    return printOut(helpText({ name: NAME, summary: SUMMARY }, devSettings));
  }
  if (Deno.args.includes("--version")) return printOut(`${NAME} ${VERSION}\n`);
  const problems = missingEnv([...settingsEnv(), ...OTHER_ENV]);
  if (problems.length > 0) throw new SettingsError(problems);
  const source = { args: Deno.args, env: (name: string) => Deno.env.get(name) };
  const settings = readSettings(devSettings, source, checkSettings);
  if (settings.symbols !== undefined) await checkSymbols(settings.symbols);
  const stop = new AbortController();
  const run = await openRun();
  listenForStop({
    first: () => stop.abort(new Error("Asked to end")),
    second: () => run.killAll(),
  });
  const importMap = Deno.env.get("KAFKA_SIM_IMPORT_MAP") ?? "";
  try {
    const { signal } = stop;
    const { prepare, registry } = settings;
    if (prepare) return await prepareAll({ run, terminal, signal, importMap, registry });
    const supervisor = new Supervisor({
      settings,
      run,
      terminal,
      signal,
      importMap,
      topic: Deno.env.get("KAFKA_TOPIC") || "stock_ticks",
      hasScreen: Deno.stdout.isTerminal(),
      keep: settings.keep === undefined ? undefined : resolve(settings.keep),
    });
    return await supervisor.work() ? 0 : 1;
  } catch (error) {
    // Asked to end while something was still starting.
    if (stop.signal.aborted && error === stop.signal.reason) return 0;
    throw error;
  } finally {
    terminal.clear();
    await run.close();
  }
}

/** Only the producers use them, but a mistake in the file should not cost the start of a Kafka. */
async function checkSymbols(symbols: string): Promise<void> {
  const { loadSymbols } = await import("@kafka-sim/producer/load_symbols");
  await loadSymbols({ symbols, universe: undefined });
}

function printOut(text: string): number {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
  return 0;
}

function settingsEnv(): string[] {
  return Object.values<Setting<unknown>>(devSettings).flatMap(({ env }) => env ?? []);
}

function report(error: unknown): number {
  if (error instanceof SettingsError) {
    for (const problem of error.problems) terminal.line(problem);
    return 2;
  }
  if (error instanceof ProgramError) {
    terminal.line(error.message);
    terminal.line(error.remedy);
    return error.exitCode;
  }
  if (error instanceof Deno.errors.NotCapable) {
    terminal.line(error.message);
    terminal.line("Start it by deno task dev, which grants what dev/permissions.json lists");
    return 2;
  }
  terminal.line(error instanceof Error ? error.stack ?? error.message : String(error));
  return 1;
}

Deno.exit(await main().catch(report));
