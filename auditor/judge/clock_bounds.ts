/** By how much one clock is ahead of another, as far as the order of events tells; milliseconds. */
export interface ClockBound {
  readonly first: string;
  readonly second: string;
  /** The first is ahead of the second by at least this; undefined: nothing tells. */
  readonly least: number | undefined;
  readonly most: number | undefined;
}

/**
 * Collects what is known of differing clocks: where something at one host must have happened before
 * something at another, and is noted later, the first host's clock is ahead.
 */
export class ClockBounds {
  readonly #least = new Map<string, Map<string, number>>();

  /** Notes that what happened at `before` at this time on its clock was not after the other. */
  order(before: string, time: number, after: string, later: number): void {
    if (before === after) return;
    let row = this.#least.get(before);
    if (!row) this.#least.set(before, row = new Map());
    const known = row.get(after);
    if (known === undefined || time - later > known) row.set(after, time - later);
  }

  /** Adds another's. */
  merge(other: ClockBounds): void {
    for (const [before, row] of other.#least) {
      for (const [after, ahead] of row) this.order(before, ahead, after, 0);
    }
  }

  /** Every pair of hosts of which something is known, in the order of their names. */
  get all(): ClockBound[] {
    const hosts = [...this.#least].flatMap(([before, row]) => [before, ...row.keys()]);
    const names = [...new Set(hosts)].sort();
    return names.flatMap((first, index) =>
      names.slice(index + 1).flatMap((second) => {
        const least = this.#least.get(first)?.get(second);
        const behind = this.#least.get(second)?.get(first);
        if (least === undefined && behind === undefined) return [];
        return [{ first, second, least, most: behind === undefined ? undefined : -behind }];
      })
    );
  }

  /**
   * By how many milliseconds the clocks of some hosts may differ, going by way of others, too; 0 for
   * one host, Infinity where nothing tells.
   */
  uncertainty(hosts: readonly string[]): number {
    const least = this.#closed();
    let most = 0;
    for (const first of hosts) {
      for (const second of hosts) {
        if (first === second) continue;
        // Ahead by at least the one, and by at most as much as the other is not behind.
        const [ahead, behind] = [least(first, second), least(second, first)];
        most = Math.max(most, Math.abs(ahead), Math.abs(behind));
      }
    }
    return most;
  }

  /** What is known when every host between two others is made use of; -Infinity: nothing. */
  #closed(): (before: string, after: string) => number {
    const rows = new Map([...this.#least].map(([before, row]) => [before, new Map(row)]));
    const least = (a: string, b: string) => rows.get(a)?.get(b) ?? -Infinity;
    const names = new Set([...rows].flatMap(([before, row]) => [before, ...row.keys()]));
    for (const between of names) {
      for (const [first, row] of rows) {
        for (const second of names) {
          const sum = least(first, between) + least(between, second);
          if (first !== second && sum > least(first, second)) row.set(second, sum);
        }
      }
    }
    return least;
  }
}
