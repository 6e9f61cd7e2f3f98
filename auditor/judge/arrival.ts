import { NONE, type SenderTable } from "./sender_table.ts";

/** By sequence, when each record was acknowledged; NaN where it was not. */
export function acknowledgementTimes({ length, decisions }: SenderTable): Float64Array {
  const times = new Float64Array(length).fill(NaN);
  for (const { acknowledged, time, first, count } of decisions) {
    if (acknowledged) times.fill(time, first, first + count);
  }
  return times;
}

/**
 * When the record at an offset came to be there for the group, as far as is known: acknowledged, or
 * else handed over. Made when first asked, as it is only for runs that were not read to the end.
 */
export function arrivalTimes(tables: readonly SenderTable[]): (offset: number) => number {
  let byOffset: Map<number, number> | undefined;
  return (offset) => {
    byOffset ??= new Map(tables.flatMap((table) => [...arrivalsOf(table)]));
    return byOffset.get(offset) ?? -Infinity;
  };
}

function* arrivalsOf(table: SenderTable): Generator<[number, number]> {
  const acknowledged = acknowledgementTimes(table);
  for (const { time, first, count } of table.handed) {
    for (let sequence = first; sequence < first + count; sequence++) {
      const offset = table.foundAt[sequence]!;
      if (offset === NONE) continue;
      const at = acknowledged[sequence]!;
      yield [offset, Number.isNaN(at) ? time : at];
    }
  }
}
