/** `deno task drill`: breaks a real Kafka on this machine and judges what became of the records. */
import { resolve } from "node:path";
import { ProgramError } from "@kafka-sim/common/errors";
import { readSettings, SettingsError } from "@kafka-sim/common/settings";
import { drillHelp } from "./help.ts";
import { beginReport } from "./begin_report.ts";
import { AT_ONCE, StepByStep } from "./pace.ts";
import { LiveShow } from "./screen/live_show.ts";
import { PlainShow } from "./screen/plain_show.ts";
import type { Show } from "./screen/show.ts";
import { Drill, type DrillOptions } from "./drill.ts";
import { openLab } from "./lab.ts";
import { exitCodeOf } from "./exit_code.ts";
import { Series } from "./series.ts";
import { type Choice, choose, drillSettings, splitArgs } from "./settings.ts";
import { listen, Stopped } from "./signals.ts";
import { tableLines } from "./table.ts";

const encoder = new TextEncoder();
const DEFAULT_COLUMNS = 80;
const NOBODY = 'Cannot use setting "--step" any longer as nobody can press Enter: stdin has ended';
const show = openShow();

async function main(): Promise<number> {
  if (Deno.args.includes("--help")) {
    print(drillHelp());
    return 0;
  }
  const { names, rest } = splitArgs(Deno.args);
  const settings = readSettings(drillSettings, { args: rest, env: () => undefined });
  const choice = choose(names, settings);
  if (Array.isArray(choice)) throw new SettingsError(choice);
  const stop = new AbortController();
  listen(stop);
  const report = resolve(settings.report ?? `reports/${new Date().toISOString().slice(0, 19)}Z`);
  using journal = await beginReport(report, (problem) => show.line(problem));
  const pace = settings.step
    ? new StepByStep({
      announce: (text) => show.prompt(text),
      onNobody: () => stop.abort(new SettingsError([NOBODY])),
    })
    : undefined;
  const series = new Series({
    ...(choice as Choice),
    ...{ openLab, makeDrill: (options: DrillOptions) => new Drill(options) },
    ...{ report, show, print, kafka: settings.kafka, rate: settings.rate },
    ...{ isFast: settings.fastDetection, pace: pace ?? AT_ONCE, signal: stop.signal },
    importMap: Deno.env.get("KAFKA_SIM_IMPORT_MAP") ?? "",
    tell: (news) => {
      journal.add(news);
      show.tell(news);
    },
  });
  try {
    await series.run();
  } finally {
    pace?.close();
    show.close();
    if (series.results.length > 0) {
      print(`\n${tableLines(series.results).join("\n")}\n\nThe reports are in ${report}\n`);
    }
  }
  return exitCodeOf(series.results);
}

function openShow(): Show {
  const write = (text: string) => writeAll(Deno.stderr, text);
  if (!Deno.stderr.isTerminal()) return new PlainShow(write);
  return new LiveShow({ write, columns });
}

/** Of the terminal, as long as there is one. */
function columns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return DEFAULT_COLUMNS;
  }
}

/** The summaries and the table, for whoever reads stdout. */
function print(text: string): void {
  if (Deno.stdout.isTerminal()) return show.line(text.trimEnd());
  writeAll(Deno.stdout, text);
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = encoder.encode(text);
  try {
    for (let done = 0; done < bytes.length;) done += stream.writeSync(bytes.subarray(done));
  } catch {
    // The terminal was closed: what is under way ends in order all the same.
  }
}

function report(error: unknown): number {
  show.close();
  if (error instanceof SettingsError) {
    for (const problem of error.problems) show.line(problem);
    return 2;
  }
  if (error instanceof ProgramError) {
    show.line(error.message);
    show.line(error.remedy);
    return error.exitCode;
  }
  if (error instanceof Stopped) {
    show.line(error.message);
    return 1;
  }
  show.line(error instanceof Error ? error.stack ?? error.message : String(error));
  return 1;
}

Deno.exit(await main().catch(report));
