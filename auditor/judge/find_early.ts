import { acknowledgementTimes } from "./arrival.ts";
import type { FindingSink } from "./findings.ts";
import type { SenderTable } from "./sender_table.ts";
import type { Span } from "./spans.ts";

/**
 * Finds `early`: what was first handed over and acknowledged within one of these times, in which
 * only the leader was there to have it.
 */
export function findEarly(
  tables: readonly SenderTable[],
  forbidden: readonly Span[],
  partition: number,
  sink: FindingSink,
): void {
  if (forbidden.length === 0) return;
  for (const table of tables) {
    const acknowledged = acknowledgementTimes(table);
    for (const { time, first, count } of table.handed) {
      const span = forbidden.find(({ from, to }) => from <= time && time <= to);
      if (!span) continue;
      for (let sequence = first; sequence < first + count; sequence++) {
        const at = acknowledged[sequence]!;
        if (!(at <= span.to)) continue;
        sink.add("early", {
          partition,
          sender: table.sender,
          sequence,
          cause: "forbidden_time",
          detail: `acknowledged ${seconds(at - span.from)} after nobody but the leader was left`,
        });
      }
    }
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
