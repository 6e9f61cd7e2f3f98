/** What is known of one partition. */
interface PartitionState {
  /** The highest offset this process was given, in any assignment. */
  highest: number | undefined;
  /** The next offset of this assignment. */
  position: number | undefined;
  /** Where the log ended when last heard of: the next offset to be written. */
  end: number | undefined;
  /** When that was, milliseconds since 1970. */
  heardAt: number;
  /** Whether another member may have had it since `highest`. */
  mayHaveMoved: boolean;
  /** When a record was handled last, milliseconds since 1970. */
  handledAt: number | undefined;
}

/** An end of the log that was heard of earlier, in milliseconds, says nothing about the lag now. */
const HEARD_LATELY_MS = 10_000;

/** Where this member stands in each partition. */
export class Partitions {
  readonly #now: () => number;
  readonly #states = new Map<number, PartitionState>();
  #assigned: readonly number[] = [];

  /** @param now Milliseconds since 1970. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Those assigned, in ascending order. */
  get assigned(): readonly number[] {
    return this.#assigned;
  }

  /** Begins an assignment: each partition goes on where the group has committed. */
  assign(partitions: readonly number[]): void {
    this.#assigned = [...partitions].sort((a, b) => a - b);
    for (const partition of this.#assigned) {
      const state = this.#state(partition);
      state.mayHaveMoved = true;
      state.position = undefined;
    }
  }

  /**
   * Takes note of what a batch begins with and where the log ends. Returns whether records in between
   * were another member's.
   */
  begin(partition: number, first: bigint, end: bigint): boolean {
    const state = this.#state(partition);
    this.#endHeard(state, end);
    const wasElsewhere = state.mayHaveMoved && state.highest !== undefined &&
      Number(first) > state.highest + 1;
    state.mayHaveMoved = false;
    return wasElsewhere;
  }

  /** Takes note of a record. Returns whether this process was given it before. */
  give(partition: number, offset: number, now: number): boolean {
    const state = this.#state(partition);
    state.handledAt = now;
    state.position = offset + 1;
    if (state.highest !== undefined && offset <= state.highest) return true;
    state.highest = offset;
    return false;
  }

  /** Takes note of where the log ends, and of where an idle partition stands. */
  heard(partition: number, end: bigint, committed: bigint): void {
    const state = this.#state(partition);
    this.#endHeard(state, end);
    state.position ??= Number(committed);
  }

  /**
   * Records of an assigned partition that it was not given yet; undefined while that is unknown, as ten
   * seconds after the last answer.
   */
  lagOf(partition: number): number | undefined {
    const { end, position, heardAt } = this.#state(partition);
    if (end === undefined || position === undefined) return undefined;
    if (this.#now() - heardAt > HEARD_LATELY_MS) return undefined;
    return Math.max(0, end - position);
  }

  /** The same over all that are assigned. */
  lag(): number | undefined {
    let sum = 0;
    for (const partition of this.#assigned) {
      const lag = this.lagOf(partition);
      if (lag === undefined) return undefined;
      sum += lag;
    }
    return sum;
  }

  /** When a record of it was handled last, milliseconds since 1970. */
  handledAt(partition: number): number | undefined {
    return this.#state(partition).handledAt;
  }

  #endHeard(state: PartitionState, end: bigint): void {
    state.end = Number(end);
    state.heardAt = this.#now();
  }

  #state(partition: number): PartitionState {
    let state = this.#states.get(partition);
    if (!state) {
      const unknown = { highest: undefined, position: undefined, end: undefined };
      state = { ...unknown, heardAt: 0, mayHaveMoved: false, handledAt: undefined };
      this.#states.set(partition, state);
    }
    return state;
  }
}
