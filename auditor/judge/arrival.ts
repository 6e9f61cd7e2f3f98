import { OffsetIndex } from "./offset_index.ts";
import { NONE, type SenderTable } from "./sender_table.ts";

/** By sequence, when each record was acknowledged; NaN where it was not. */
export function acknowledgementTimes(
  { length, decisions }: SenderTable,
): Float64Array<ArrayBuffer> {
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
export class ArrivalTimes implements Disposable {
  readonly #tables: readonly SenderTable[];
  #index: OffsetIndex | undefined;
  #times: Float64Array<ArrayBuffer> | undefined;

  constructor(tables: readonly SenderTable[]) {
    this.#tables = tables;
  }

  /** -Infinity where nothing is known. */
  at(offset: number): number {
    this.#times ??= this.#collect();
    return this.#times[this.#index!.rank(offset)] ?? -Infinity;
  }

  [Symbol.dispose](): void {
    this.#index?.[Symbol.dispose]();
  }

  #collect(): Float64Array<ArrayBuffer> {
    const index = this.#index = new OffsetIndex(this.#tables);
    const times = index.column(-Infinity);
    for (const table of this.#tables) {
      const acknowledged = acknowledgementTimes(table);
      forEachFound(table, (sequence, offset, handed) => {
        const at = acknowledged[sequence]!;
        times[index.rank(offset)] = Number.isNaN(at) ? handed : at;
      });
    }
    return times;
  }
}

/** Calls back for each record that is in the log, with its offset and when it was handed over. */
export function forEachFound(
  { handed, foundAt }: SenderTable,
  found: (sequence: number, offset: number, handed: number) => void,
): void {
  for (const { time, first, count } of handed) {
    for (let sequence = first; sequence < first + count; sequence++) {
      const offset = foundAt[sequence]!;
      if (offset !== NONE) found(sequence, offset, time);
    }
  }
}
