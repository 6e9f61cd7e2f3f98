import { forEachFound } from "./arrival.ts";
import { OffsetIndex } from "./offset_index.ts";
import { NONE, type SenderTable } from "./sender_table.ts";

/** Who stands at an offset. */
export interface Occupant {
  readonly table: SenderTable;
  readonly sequence: number;
}

/** Tells who stands at an offset. Made when first asked, as it is only for damaged logs. */
export class Occupants implements Disposable {
  readonly #tables: readonly SenderTable[];
  #index: OffsetIndex | undefined;
  #table: Float64Array | undefined;
  #sequence: Float64Array | undefined;

  constructor(tables: readonly SenderTable[]) {
    this.#tables = tables;
  }

  /** Who stands at an offset, if it is a record of ours. */
  at(offset: number): Occupant | undefined {
    if (!this.#index) this.#collect();
    const rank = this.#index!.rank(offset);
    if (rank < 0) return undefined;
    return { table: this.#tables[this.#table![rank]!]!, sequence: this.#sequence![rank]! };
  }

  [Symbol.dispose](): void {
    this.#index?.[Symbol.dispose]();
  }

  #collect(): void {
    const index = this.#index = new OffsetIndex(this.#tables);
    const [tables, sequences] = [index.column(NONE), index.column(NONE)];
    for (const [at, table] of this.#tables.entries()) {
      forEachFound(table, (sequence, offset) => {
        const rank = index.rank(offset);
        [tables[rank], sequences[rank]] = [at, sequence];
      });
    }
    [this.#table, this.#sequence] = [tables, sequences];
  }
}
