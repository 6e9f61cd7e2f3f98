import type { FindingSink } from "./findings.ts";
import type { Digest, Reading } from "./history.ts";
import { type LogTable, MARK } from "./log_table.ts";

/**
 * Holds an earlier reading of a partition against the last one, offset by offset. What the log no
 * longer keeps, and what came later, is not compared.
 */
export function compareReadings(
  earlier: Digest,
  last: { readonly reading: Pick<Reading, "start" | "end">; readonly log: LogTable },
  partition: number,
  sink: FindingSink,
): void {
  const { log, reading } = last;
  const differs = (offset: number, detail: string) =>
    sink.add("inconsistent", { partition, offset, cause: "readings_differ", detail });
  let before = Math.max(earlier.start, reading.start);
  const absent = (upTo: number) => {
    // Whatever the last reading has between two records of the earlier one is new there.
    for (; before < upTo; before++) {
      if (log.marks(before) & MARK.present) differs(before, "an earlier reading did not have it");
    }
  };
  for (const [offset, hash] of earlier.entries()) {
    if (offset < reading.start) continue;
    absent(Math.min(offset, earlier.end));
    before = offset + 1;
    if (!(log.marks(offset) & MARK.present)) {
      differs(offset, "an earlier reading had a record there");
    } else if (log.whole(offset) !== hash) {
      differs(offset, "an earlier reading had another record there");
    }
  }
  absent(earlier.end);
}
