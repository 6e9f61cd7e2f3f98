/** An id that the registry does not know may be registered later, and is then asked again. */
const READ_FOR_MS = 30_000;
/**
 * An answer is kept until the records that it was asked for are read: a partition waits for many answers,
 * and is given again only then. But it may be another member's by now.
 */
const UNREAD_FOR_MS = 300_000;
const MOST_READ = 5_000;

/** Ids that the registry does not know: bytes that are no ids come in any number. */
export class UnknownIds {
  readonly #now: () => number;
  readonly #most: number;
  /** When the registry said so. */
  readonly #unread = new Map<number, number>();
  /** When a record with it was read first. */
  readonly #read = new Map<number, number>();

  /**
   * @param now Milliseconds since any moment.
   * @param most How many are kept once they were read.
   */
  constructor(now: () => number, most: number = MOST_READ) {
    this.#now = now;
    this.#most = most;
  }

  /** Ids that are kept. */
  get size(): number {
    return this.#unread.size + this.#read.size;
  }

  /** Whether the registry need not be asked for it now. */
  has(id: number): boolean {
    const now = this.#now();
    const read = this.#read.get(id) ?? -Infinity;
    const said = this.#unread.get(id) ?? -Infinity;
    return now - read < READ_FOR_MS || now - said < UNREAD_FOR_MS;
  }

  /** Takes note of an answer of the registry. */
  add(id: number): void {
    this.delete(id);
    this.#unread.set(id, this.#now());
    for (const [oldest, said] of this.#unread) {
      if (this.#now() - said < UNREAD_FOR_MS) break;
      this.#unread.delete(oldest);
    }
  }

  /** Takes note that a record with it was read. */
  read(id: number): void {
    if (!this.#unread.delete(id)) return;
    this.#read.set(id, this.#now());
    if (this.#read.size <= this.#most) return;
    const [oldest] = this.#read.keys();
    this.#read.delete(oldest!);
  }

  delete(id: number): void {
    this.#unread.delete(id);
    this.#read.delete(id);
  }
}
