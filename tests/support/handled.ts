import { contentHash } from "@kafka-sim/common/hash";
import { readLedger } from "@kafka-sim/common/ledger";
import { exists } from "./environment.ts";
import type { LoggedRecord } from "./java_log.ts";

/** What consumers noted down as handled, over all of them. */
export interface Handled {
  /** Notes in all. */
  readonly notes: number;
  /** In the log and never handled; each problem is a sentence. */
  readonly missed: readonly string[];
  /** Handled as something else than the log has at this offset. */
  readonly wrong: readonly string[];
  /** Handled more than once: notes beyond the first. */
  readonly redelivered: number;
}

/** Compares what consumers noted down with what a reader found in the log. */
export function compareHandled(
  ledgers: readonly string[],
  log: readonly LoggedRecord[],
): Handled {
  const hashes = new Map(log.map((record) => [place(record), hashOf(record)]));
  const seen = new Set<string>();
  const wrong: string[] = [];
  let notes = 0;
  for (const { partition, offset, contentHash } of handledIn(ledgers)) {
    notes++;
    const where = place({ partition, offset });
    seen.add(where);
    if (hashes.get(where) !== contentHash) wrong.push(`${where} is not what was handled`);
  }
  const missed = [...hashes.keys()].filter((where) => !seen.has(where));
  return { notes, wrong, missed, redelivered: notes - seen.size };
}

function* handledIn(paths: readonly string[]) {
  for (const path of paths) {
    // Killed before it had written anything: it handled nothing.
    const ledger = exists(path) ? readLedger(path) : undefined;
    if (!ledger?.head) continue;
    if (ledger.head.kind !== "consumer") throw new Error(`${path} is no consumer's ledger`);
    for (const entry of ledger.entries()) {
      if (entry.kind !== "handled") continue;
      for (const record of entry.records) yield { ...record, partition: entry.partition };
    }
  }
}

function place({ partition, offset }: { partition: number; offset: bigint }): string {
  return `partition ${partition} offset ${offset}`;
}

function hashOf({ key, value, headers }: LoggedRecord): bigint {
  const header = (name: string) => headers.find(([header]) => header === name)?.[1];
  return contentHash({ key, value, sender: header("sender"), sequence: header("sequence") });
}
