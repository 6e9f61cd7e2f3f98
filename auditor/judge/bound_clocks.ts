import { acknowledgementTimes, forEachFound } from "./arrival.ts";
import type { ClockBounds } from "./clock_bounds.ts";
import type { PartitionHistory } from "./history.ts";
import { OffsetIndex } from "./offset_index.ts";
import type { SenderTable } from "./sender_table.ts";

/**
 * Bounds how far the hosts' clocks differ, by the order of the log: a record was handed over before
 * whatever stands behind it was acknowledged or read.
 */
export function boundClocks(
  { senders, group }: PartitionHistory,
  tables: readonly SenderTable[],
  clocks: ClockBounds,
): void {
  const hosts = [...senders, ...group?.members ?? []].map(({ host }) => host);
  // One clock for all needs no bounds, and this takes time.
  if (new Set(hosts).size <= 1) return;
  using index = new OffsetIndex(tables);
  const hostOf = (at: number) => senders[at]!.host ?? "";
  const latest = latestHandedOver(tables, hostOf, index);
  const note = (rank: number, host: string, time: number) => {
    for (const [before, times] of latest) {
      if (times[rank] !== -Infinity) clocks.order(before, times[rank]!, host, time);
    }
  };
  for (const [at, table] of tables.entries()) {
    const acknowledged = acknowledgementTimes(table);
    forEachFound(table, (sequence, offset) => {
      const time = acknowledged[sequence]!;
      if (!Number.isNaN(time)) note(index.rank(offset), hostOf(at), time);
    });
  }
  for (const { host = "", events } of group?.members ?? []) {
    for (const { time, records } of events) {
      for (const { offset } of records) {
        const rank = index.rank(offset);
        if (rank >= 0) note(rank, host, time);
      }
    }
  }
}

/** For each host, by rank, the latest time at which it handed over that record or one before. */
function latestHandedOver(
  tables: readonly SenderTable[],
  hostOf: (table: number) => string,
  index: OffsetIndex,
): ReadonlyMap<string, Float64Array> {
  const latest = new Map<string, Float64Array>();
  for (const [at, table] of tables.entries()) {
    const times = latest.get(hostOf(at)) ?? index.column(-Infinity);
    latest.set(hostOf(at), times);
    forEachFound(table, (_sequence, offset, handed) => {
      times[index.rank(offset)] = handed;
    });
  }
  for (const times of latest.values()) {
    for (let rank = 1; rank < times.length; rank++) {
      if (times[rank - 1]! > times[rank]!) times[rank] = times[rank - 1]!;
    }
  }
  return latest;
}
