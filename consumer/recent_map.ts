/**
 * A map that holds at least the `size` keys that were used last, at most twice as many, and forgets
 * the others.
 */
export class RecentMap<K, V> {
  readonly #size: number;
  #recent = new Map<K, V>();
  #older = new Map<K, V>();

  constructor(size: number) {
    this.#size = size;
  }

  /** The value of a key, which counts as used. */
  get(key: K): V | undefined {
    const value = this.#recent.get(key);
    if (value !== undefined) return value;
    const older = this.#older.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  /** Remembers a key, which counts as used. */
  set(key: K, value: V): void {
    if (this.#recent.size >= this.#size && !this.#recent.has(key)) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(key, value);
  }

  /** How many are held, those that are held twice counted twice. */
  get size(): number {
    return this.#recent.size + this.#older.size;
  }
}
