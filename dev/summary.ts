import type { LoggedEvent } from "./event_tail.ts";

/** What a program said at its end. */
export interface Ending {
  readonly name: string;
  /** Its `shutdown_complete`; undefined if it came to none. */
  readonly event: LoggedEvent | undefined;
}

/** What a run came to, in one line for each program. */
export function summaryLines(endings: readonly Ending[]): string[] {
  return endings.flatMap(({ name, event }) => {
    // It was stopped before it had begun.
    if (!event) return [];
    const figures = Object.entries(event).flatMap(([field, value]) => {
      const isFigure = typeof value === "number" && !HEAD.has(field);
      return isFigure ? [`${label(field)} ${format(value)}`] : [];
    });
    return [`${name}: ${figures.join(", ")}`];
  });
}

const HEAD = new Set(["time", "level", "program", "event"]);

function label(field: string): string {
  return field.replaceAll("_", " ");
}

function format(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 1 });
}
