import { release } from "./release.ts";
import { NONE, type SenderTable } from "./sender_table.ts";

/**
 * Where the records of some tables stand in the log, in the order of offsets: 8 bytes a record, and
 * as much again for each column that is laid beside it. A Map takes ten times as much.
 */
export class OffsetIndex implements Disposable {
  readonly #offsets: Float64Array<ArrayBuffer>;
  readonly #columns: Float64Array<ArrayBuffer>[] = [];

  constructor(tables: readonly SenderTable[]) {
    const most = tables.reduce((sum, { length }) => sum + length, 0);
    const offsets = new Float64Array(most);
    let count = 0;
    for (const { length, foundAt } of tables) {
      for (let sequence = 0; sequence < length; sequence++) {
        if (foundAt[sequence] !== NONE) offsets[count++] = foundAt[sequence]!;
      }
    }
    this.#offsets = offsets.subarray(0, count).sort();
  }

  /** Records that are in the log. */
  get length(): number {
    return this.#offsets.length;
  }

  /** A record's place among the others, from 0; -1 where none of them stands at this offset. */
  rank(offset: number): number {
    let [low, high] = [0, this.#offsets.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#offsets[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return this.#offsets[low] === offset ? low : -1;
  }

  /** A number for each record, by rank. It is emptied together with the index. */
  column(fill: number): Float64Array<ArrayBuffer> {
    const column = new Float64Array(this.length).fill(fill);
    this.#columns.push(column);
    return column;
  }

  /** Gives its memory back. */
  [Symbol.dispose](): void {
    release([this.#offsets, ...this.#columns]);
  }
}
