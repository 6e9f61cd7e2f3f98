import type { FindingSink } from "./findings.ts";
import type { HandedOver, SenderTable } from "./sender_table.ts";
import { type Span, unite } from "./spans.ts";

/**
 * Milliseconds after the start of a forbidden time in which an acknowledgement of what was sent
 * before it counts for nothing: it had been given, and was under way or not noted yet.
 */
export const UNDER_WAY_MS = 1_000;

/** What was done in times in which only the leader was there to have it. */
export interface ForbiddenCounts {
  /** Records that were first handed over in them: none of them, and nothing could be early. */
  readonly handedWhileForbidden: number;
  /** Records sent before and acknowledged within {@linkcode UNDER_WAY_MS} of the start. */
  readonly answeredJustAfter: number;
}

/**
 * Finds `early`: every acknowledgement in one of these times, but those of
 * {@linkcode ForbiddenCounts.answeredJustAfter}.
 */
export function findEarly(
  tables: readonly SenderTable[],
  forbidden: readonly Span[],
  partition: number,
  sink: FindingSink,
): ForbiddenCounts {
  const spans = unite(forbidden);
  const spanAt = (time: number) => spans.find(({ from, to }) => from <= time && time <= to);
  let [handedWhileForbidden, answeredJustAfter] = [0, 0];
  for (const { sender, handed, decisions } of tables) {
    for (const { time, count } of handed) if (spanAt(time)) handedWhileForbidden += count;
    for (const { acknowledged, time, first, count } of decisions) {
      const span = acknowledged ? spanAt(time) : undefined;
      if (!span) continue;
      for (let sequence = first; sequence < first + count; sequence++) {
        const isNew = handedAt(handed, sequence) >= span.from;
        if (!isNew && time - span.from <= UNDER_WAY_MS) {
          answeredJustAfter++;
          continue;
        }
        const when = isNew ? "sent and acknowledged" : "sent before and acknowledged";
        const after = `${((time - span.from) / 1_000).toFixed(1)} s`;
        sink.add("early", {
          ...{ partition, sender, sequence },
          cause: isNew ? "forbidden_time" : "sent_before",
          detail: `${when} ${after} after nobody but the leader was left`,
        });
      }
    }
  }
  return { handedWhileForbidden, answeredJustAfter };
}

/** What leaves a run with such times unproven, a clause each. */
export function doubtForbidden(
  forbidden: readonly Span[],
  partitions: readonly ForbiddenCounts[],
): string[] {
  const isTried = partitions.some(({ handedWhileForbidden }) => handedWhileForbidden > 0);
  return forbidden.length === 0 || isTried
    ? []
    : ["nothing was handed over while nobody but the leader was left to acknowledge it"];
}

/** When a record was handed over. */
function handedAt(handed: readonly HandedOver[], sequence: number): number {
  let [low, high] = [0, handed.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (handed[middle]!.first <= sequence) low = middle;
    else high = middle - 1;
  }
  return handed[low]!.time;
}
