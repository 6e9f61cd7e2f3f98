import type { TailEvent } from "./ledger_tail.ts";

/** What waits for its acknowledgement at one sender. */
interface Waiting {
  readonly first: number;
  readonly due: number;
}

const SECOND = 1_000;

/** One partition while the run goes on, as the ledgers tell it. Times are milliseconds since 1970. */
export class LivePartition {
  sent = 0;
  acknowledged = 0;
  read = 0;
  #longest = 0;
  #last = -Infinity;
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #gone = new Set<string>();
  readonly #recent: { readonly time: number; readonly count: number }[] = [];

  /** Takes a note of a ledger; of all ledgers in the order of time. */
  take(ledger: string, event: TailEvent): void {
    const { time, count } = event;
    switch (event.kind) {
      case "handled":
        this.read += count;
        break;
      case "sent":
        this.sent += count;
        this.#of(ledger).push({ first: event.first, due: event.due });
        break;
      case "unknown":
        this.#settle(ledger, event);
        break;
      case "acknowledged":
        this.acknowledged += count;
        this.#longest = Math.max(this.#longest, this.stall(time));
        this.#settle(ledger, event);
        this.#forgetGone();
        this.#last = Math.max(this.#last, time);
        this.#recent.push({ time, count });
        while (this.#recent[0]!.time <= time - SECOND) this.#recent.shift();
    }
  }

  /** Tells that nothing more comes from a ledger: what it left waits until the next progress. */
  gone(ledger: string): void {
    this.#gone.add(ledger);
  }

  /** Milliseconds for which something was due and nothing was acknowledged. */
  stall(now: number): number {
    let due = Infinity;
    for (const [first] of this.#waiting.values()) due = Math.min(due, first?.due ?? Infinity);
    return Math.max(0, now - Math.max(due, this.#last));
  }

  /** The longest stall so far, that of now with it. */
  longestStall(now: number): number {
    return Math.max(this.#longest, this.stall(now));
  }

  /** Forgets the longest stall, as when the warm-up is over. */
  forgetStalls(): void {
    this.#longest = 0;
  }

  /** Acknowledgements in the last second. */
  rate(now: number): number {
    const recent = this.#recent.filter(({ time }) => time > now - SECOND);
    return recent.reduce((sum, { count }) => sum + count, 0);
  }

  #of(ledger: string): Waiting[] {
    const waiting = this.#waiting.get(ledger) ?? [];
    this.#waiting.set(ledger, waiting);
    return waiting;
  }

  #settle(ledger: string, { first, count }: { readonly first: number; readonly count: number }) {
    const left = this.#of(ledger).filter((one) => one.first < first || one.first >= first + count);
    this.#waiting.set(ledger, left);
  }

  #forgetGone(): void {
    for (const ledger of this.#gone) this.#waiting.delete(ledger);
  }
}
