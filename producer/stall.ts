/**
 * Measures stalls of one partition: the time in which something was due and nothing acknowledged.
 * All times in milliseconds since 1970.
 */
export class Stall {
  #since: number | undefined;
  #held = false;
  #longest = 0;
  #acknowledged: number | undefined;

  /** Something has been due since `due`. */
  due(due: number): void {
    // What came due while other things were delivered counts from the last acknowledgement.
    this.#since ??= Math.max(due, this.#acknowledged ?? due);
  }

  /** Ticks due since `due` wait for room, and each may be one for this partition. */
  hold(due: number): void {
    this.#held = true;
    this.due(due);
  }

  /** Takes back `hold()`; `more` is whether anything is due in this partition. */
  release(now: number, more: boolean): void {
    this.#held = false;
    if (!more) this.ended(now);
  }

  /** Something was acknowledged; `more` of what is due is not. */
  acknowledged(now: number, more: boolean): void {
    this.#longest = this.longest(now);
    this.#acknowledged = now;
    this.#since = more || this.#held ? now : undefined;
  }

  /** Nothing is due any more, though nothing was acknowledged: it was given up. */
  ended(now: number): void {
    this.#longest = this.longest(now);
    this.#since = undefined;
  }

  /** How long the present stall has lasted; 0 if nothing is due. */
  current(now: number): number {
    return this.#since === undefined ? 0 : Math.max(0, now - this.#since);
  }

  /** The longest stall so far, the present one included. */
  longest(now: number): number {
    return Math.max(this.#longest, this.current(now));
  }

  /** Time since the last acknowledgement; undefined before the first. */
  sinceAcknowledgement(now: number): number | undefined {
    return this.#acknowledged === undefined ? undefined : Math.max(0, now - this.#acknowledged);
  }
}
