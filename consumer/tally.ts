/**
 * What was handled at one moment: counted in one go, since a counter that is asked per record costs
 * more than the record. Records that were due together stand together, and share an entry.
 */
export class Tally {
  /** When it was handled, milliseconds since 1970. */
  readonly handled: number;
  /** Milliseconds from when records were due to when they were handled. */
  readonly delays: number[] = [];
  /** How many records each of the delays has. */
  readonly counts: number[] = [];
  #records = 0;
  #redelivered = 0;
  #rejected = 0;

  constructor(handled: number) {
    this.handled = handled;
  }

  get records(): number {
    return this.#records;
  }

  get redelivered(): number {
    return this.#redelivered;
  }

  get rejected(): number {
    return this.#rejected;
  }

  /** Counts a record by its timestamp, milliseconds since 1970. */
  add(due: number, redelivered: boolean): void {
    const delay = this.handled - due;
    const last = this.delays.length - 1;
    this.#records++;
    if (redelivered) this.#redelivered++;
    if (last >= 0 && this.delays[last] === delay) this.counts[last]!++;
    else {
      this.delays.push(delay);
      this.counts.push(1);
    }
  }

  /** Counts one of those records as rejected. */
  reject(): void {
    this.#rejected++;
  }
}
