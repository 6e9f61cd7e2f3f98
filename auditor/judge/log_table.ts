import { release } from "./release.ts";

const PAGE = 4_096;

/** Bits of what is known of an offset. */
export const MARK = { present: 1, acknowledged: 2, ours: 4, handled: 8 } as const;

interface Page {
  readonly content: BigUint64Array<ArrayBuffer>;
  readonly whole: BigUint64Array<ArrayBuffer>;
  readonly due: Float64Array<ArrayBuffer>;
  readonly marks: Uint8Array<ArrayBuffer>;
}

/** The log by offset, in pages that exist where records do: 25 bytes a record. */
export class LogTable {
  /** Records taken. */
  size = 0;
  readonly #pages = new Map<number, Page>();
  #last: Page | undefined;
  #lastNumber = -1;

  /** Takes a record. */
  set(offset: number, content: bigint, whole: bigint): void {
    const page = this.#page(offset, true)!;
    const at = offset % PAGE;
    page.content[at] = content;
    page.whole[at] = whole;
    page.marks[at] = MARK.present;
    this.size++;
  }

  /** Sets bits on top. */
  mark(offset: number, bits: number, due?: number): void {
    const page = this.#page(offset, true)!;
    const at = offset % PAGE;
    page.marks[at]! |= bits;
    if (due !== undefined) page.due[at] = due;
  }

  /** The bits of an offset, 0 where the log has no record. */
  marks(offset: number): number {
    return this.#page(offset, false)?.marks[offset % PAGE] ?? 0;
  }

  /** Hash that the consumer's ledger has, of a record that is present. */
  content(offset: number): bigint {
    return this.#page(offset, false)!.content[offset % PAGE]!;
  }

  /** Hash by which readings are compared, of a record that is present. */
  whole(offset: number): bigint {
    return this.#page(offset, false)!.whole[offset % PAGE]!;
  }

  /** Due time of a record of ours. */
  due(offset: number): number {
    return this.#page(offset, false)!.due[offset % PAGE]!;
  }

  /** The offsets of records, in order. */
  *offsets(): Generator<number> {
    for (const number of [...this.#pages.keys()].sort((a, b) => a - b)) {
      const { marks } = this.#pages.get(number)!;
      for (let at = 0; at < PAGE; at++) if (marks[at]! & MARK.present) yield number * PAGE + at;
    }
  }

  /** Gives its memory back: no record is known any more. */
  [Symbol.dispose](): void {
    for (const { content, whole, due, marks } of this.#pages.values()) {
      release([content, whole, due, marks]);
    }
    this.#pages.clear();
    this.#lastNumber = -1;
  }

  #page(offset: number, make: boolean): Page | undefined {
    const number = Math.floor(offset / PAGE);
    if (number === this.#lastNumber) return this.#last;
    let page = this.#pages.get(number);
    if (!page && make) {
      page = {
        content: new BigUint64Array(PAGE),
        whole: new BigUint64Array(PAGE),
        due: new Float64Array(PAGE),
        marks: new Uint8Array(PAGE),
      };
      this.#pages.set(number, page);
    }
    if (!page) return undefined;
    [this.#last, this.#lastNumber] = [page, number];
    return page;
  }
}
