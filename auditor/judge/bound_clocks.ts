import { acknowledgementTimes } from "./arrival.ts";
import type { ClockBounds } from "./clock_bounds.ts";
import type { PartitionHistory } from "./history.ts";
import { NONE, type SenderTable } from "./sender_table.ts";

/** A record of the log as far as clocks are concerned. */
interface Stay {
  readonly offset: number;
  readonly host: string;
  readonly handed: number;
  /** NaN where it was not acknowledged. */
  readonly acknowledged: number;
}

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
  const stays = tables.flatMap((table, at) => [...staysOf(table, senders[at]!.host ?? "")])
    .sort((a, b) => a.offset - b.offset);
  const latest = new Map<string, number>();
  const handled = handledTimes(group);
  for (const { offset, host, handed, acknowledged } of stays) {
    latest.set(host, Math.max(latest.get(host) ?? -Infinity, handed));
    for (const [before, time] of latest) {
      if (!Number.isNaN(acknowledged)) clocks.order(before, time, host, acknowledged);
      for (const read of handled.get(offset) ?? []) {
        clocks.order(before, time, read.host, read.time);
      }
    }
  }
}

function* staysOf(table: SenderTable, host: string): Generator<Stay> {
  const acknowledged = acknowledgementTimes(table);
  for (const { time, first, count } of table.handed) {
    for (let sequence = first; sequence < first + count; sequence++) {
      const offset = table.foundAt[sequence]!;
      if (offset === NONE) continue;
      yield { offset, host, handed: time, acknowledged: acknowledged[sequence]! };
    }
  }
}

function handledTimes(
  group: PartitionHistory["group"],
): ReadonlyMap<number, readonly { readonly host: string; readonly time: number }[]> {
  const times = new Map<number, { host: string; time: number }[]>();
  for (const { host = "", events } of group?.members ?? []) {
    for (const { time, records } of events) {
      for (const { offset } of records) {
        const known = times.get(offset) ?? [];
        known.push({ host, time });
        times.set(offset, known);
      }
    }
  }
  return times;
}
