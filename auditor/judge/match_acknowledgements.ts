import type { FindingKind, FindingSink } from "./findings.ts";
import type { Reading } from "./history.ts";
import { type LogTable, MARK } from "./log_table.ts";
import { Occupants } from "./occupants.ts";
import { FATE, NONE, type SenderTable } from "./sender_table.ts";

/** What the acknowledgements are held against. */
export interface Stored {
  readonly partition: number;
  readonly reading: Pick<Reading, "start" | "end">;
  readonly log: LogTable;
}

/**
 * Holds every acknowledgement against the log: finds `lost`, `deleted`, and `inconsistent` where
 * something else stands at the acknowledged offset.
 *
 * @returns The offset after which the log was truncated, undefined where it was not.
 */
export function matchAcknowledgements(
  tables: readonly SenderTable[],
  stored: Stored,
  sink: FindingSink,
): number | undefined {
  using occupants = new Occupants(tables);
  let truncatedAt = Infinity;
  for (const table of tables) {
    const locate = lookAround(table);
    for (let sequence = 0; sequence < table.length; sequence++) {
      if (table.fate[sequence] !== FATE.acknowledged || table.confirmed[sequence]) continue;
      const offset = table.acknowledgedAt[sequence]!;
      const missing = table.foundAt[sequence] === NONE;
      if (!missing && offset === NONE) continue;
      const found = (kind: FindingKind, cause: string, detail: string) => {
        const { partition } = stored;
        const known = offset === NONE ? undefined : offset;
        sink.add(kind, { partition, sender: table.sender, sequence, offset: known, cause, detail });
      };
      if (offset !== NONE && stored.log.marks(offset) & MARK.present) {
        found("inconsistent", "other_record", "another record stands at its acknowledged offset");
      } else if (!missing) {
        const detail = `it was acknowledged there but stands at ${table.foundAt[sequence]}`;
        found("inconsistent", "elsewhere", detail);
      }
      if (!missing) continue;
      const { kind, cause, detail } = explain(
        { table, sequence, offset, bound: locate(sequence) },
        stored,
        occupants,
      );
      found(kind, cause, detail);
      if (cause === "truncated" || cause === "overwritten") {
        truncatedAt = Math.min(truncatedAt, offset);
      }
    }
  }
  return truncatedAt === Infinity ? undefined : truncatedAt - 1;
}

interface Missing {
  readonly table: SenderTable;
  readonly sequence: number;
  readonly offset: number;
  /** What is known of the records around it. */
  readonly bound: Bound;
}

interface Bound {
  /** Offset of the sender's next record whose place is known. */
  readonly below: number;
  /** Whether an earlier record of the sender is in the log. */
  readonly earlierInLog: boolean;
}

function explain(
  { table, sequence, offset, bound }: Missing,
  { reading: { start, end }, log }: Stored,
  occupants: Occupants,
): { kind: FindingKind; cause: string; detail: string } {
  const deleted = { kind: "deleted", cause: "log_start" } as const;
  if (offset === NONE) {
    if (bound.below <= start) {
      return { ...deleted, detail: `it stood before offset ${start}, where the log now starts` };
    }
    return start > 0 && !bound.earlierInLog
      ? {
        kind: "lost",
        cause: "untraceable",
        detail: `never stored, or deleted: the log starts at ${start}`,
      }
      : { kind: "lost", cause: "never_stored", detail: "nothing shows that it was ever stored" };
  }
  if (offset < start) return { ...deleted, detail: `the log now starts at offset ${start}` };
  if (offset >= end) {
    return { kind: "lost", cause: "truncated", detail: `truncated: the log ends at offset ${end}` };
  }
  if (!(log.marks(offset) & MARK.present)) {
    return { kind: "lost", cause: "removed", detail: "the log has no record at its offset" };
  }
  const other = occupants.at(offset);
  if (other?.table === table && other.sequence < sequence) {
    const detail = `never stored: its offset belongs to the earlier sequence ${other.sequence}`;
    return { kind: "lost", cause: "never_stored", detail };
  }
  return { kind: "lost", cause: "overwritten", detail: "truncated, and its offset written again" };
}

/** What the records around one tell of its place. Worked out when first asked. */
function lookAround(table: SenderTable): (sequence: number) => Bound {
  let below: Float64Array | undefined;
  let firstInLog = -1;
  return (sequence) => {
    below ??= placesBelow(table);
    if (firstInLog < 0) firstInLog = table.foundAt.findIndex((offset) => offset !== NONE);
    return {
      below: below[sequence]!,
      earlierInLog: firstInLog >= 0 && firstInLog < sequence,
    };
  };
}

/** By sequence, the place of the sender's next record whose place is known. */
function placesBelow({ length, foundAt, acknowledgedAt }: SenderTable): Float64Array {
  const places = new Float64Array(length);
  let below = Infinity;
  for (let sequence = length - 1; sequence >= 0; sequence--) {
    places[sequence] = below;
    const found = foundAt[sequence]!;
    const place = found === NONE ? acknowledgedAt[sequence]! : found;
    if (place !== NONE) below = place;
  }
  return places;
}
