import type { LoggedEvent } from "./event_tail.ts";

/** What a program said at its end. */
export interface Ending {
  readonly name: string;
  /** Its `shutdown_complete`; undefined if it came to none. */
  readonly event: LoggedEvent | undefined;
}

const INDENT = "  ";

/**
 * What a run came to: a line for each program, continued in indented ones where it is wider than the
 * terminal.
 *
 * @param columns Of the terminal; without one, lines are as long as they are.
 */
export function summaryLines(endings: readonly Ending[], columns = terminalColumns()): string[] {
  return endings.flatMap(({ name, event }) => {
    // It was stopped before it had begun.
    if (!event) return [];
    const figures = Object.entries(event).flatMap(([field, value]) => {
      // A figure that is unknown.
      if (value === null) return [`${label(field)} –`];
      const isFigure = typeof value === "number" && !HEAD.has(field);
      return isFigure ? [`${label(field)} ${format(value)}`] : [];
    });
    return wrapFigures(`${name}: `, figures, columns);
  });
}

const HEAD = new Set(["time", "level", "program", "event"]);

/** A figure is broken nowhere: its name and number belong together. */
function wrapFigures(head: string, figures: readonly string[], columns: number): string[] {
  const lines = [head];
  for (const [at, figure] of figures.entries()) {
    const text = at + 1 < figures.length ? `${figure}, ` : figure;
    const line = lines.at(-1)!;
    const fits = line.length + text.trimEnd().length <= columns;
    if (fits || line === head) lines[lines.length - 1] = line + text;
    else lines.push(INDENT + text);
  }
  return lines.map((line) => line.trimEnd());
}

function terminalColumns(): number {
  try {
    return Deno.stderr.isTerminal() ? Deno.consoleSize().columns || Infinity : Infinity;
  } catch {
    return Infinity;
  }
}

function label(field: string): string {
  return field.replaceAll("_", " ");
}

function format(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 1 });
}
