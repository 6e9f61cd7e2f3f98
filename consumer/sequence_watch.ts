/** What a sequence number says about its record. `missing`: how many were left out before it. */
export type SequenceFinding =
  | { readonly kind: "gap"; readonly missing: number }
  | { readonly kind: "duplicate" | "reordered" };

/** Holes that are remembered: of more, the oldest are forgotten. */
const HOLES = 16;

/**
 * Watches the sequence of one sender in one partition, which must go up by one. It may begin
 * anywhere: the reader may have come late.
 */
export class SequenceWatch {
  #next: number | undefined;
  readonly #holes: { first: number; last: number }[] = [];

  /** What is wrong with the next record; undefined if nothing is. */
  observe(sequence: number): SequenceFinding | undefined {
    const next = this.#next ?? sequence;
    if (sequence < next) return { kind: this.#fill(sequence) ? "reordered" : "duplicate" };
    this.#next = sequence + 1;
    if (sequence === next) return undefined;
    this.#holes.push({ first: next, last: sequence - 1 });
    if (this.#holes.length > HOLES) this.#holes.shift();
    return { kind: "gap", missing: sequence - next };
  }

  /** Whether the sequence was missing until now. */
  #fill(sequence: number): boolean {
    const at = this.#holes.findIndex(({ first, last }) => first <= sequence && sequence <= last);
    const hole = this.#holes[at];
    if (!hole) return false;
    const rest = [
      { first: hole.first, last: sequence - 1 },
      { first: sequence + 1, last: hole.last },
    ].filter(({ first, last }) => first <= last);
    this.#holes.splice(at, 1, ...rest);
    return true;
  }
}
