import type { EventLog } from "@kafka-sim/common/log";
import type { OutputForm, StatisticsView, View } from "./view.ts";
import { createView } from "./view/create_view.ts";
import { standardOutput } from "./view/output.ts";

/** Options of {@linkcode openView}. */
export interface OpenViewOptions {
  readonly output: OutputForm | undefined;
  readonly footer: string | undefined;
  readonly topic: string;
  readonly statistics: () => StatisticsView;
  /** Called when stdout takes nothing any more. */
  readonly onClosed: () => void;
}

/** Opens the view on stdout: by itself a table where that is a terminal, lines else. */
export function openView({ output, ...options }: OpenViewOptions): View {
  const stdout = standardOutput();
  const form = output ?? (stdout.isTerminal() ? "table" : "lines");
  return createView(form, { ...options, stdout, now: Date.now, noColor: Deno.noColor });
}

/** The log for as long as the view is open: where a table has the terminal, only what is wrong. */
export function logBeside({ output }: { output: OutputForm | undefined }, log: EventLog): EventLog {
  const hasTable = (output ?? "table") === "table" && Deno.stdout.isTerminal();
  if (!hasTable || !Deno.stderr.isTerminal()) return log;
  return { ...log, debug: () => {}, info: () => {} };
}
