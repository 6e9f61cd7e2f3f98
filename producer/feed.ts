import type { Tick } from "@kafka-sim/common/tick";
import { price, volume } from "./market.ts";
import type { TickSource } from "./pump.ts";
import type { SymbolSpec } from "./symbols.ts";

/** A tick and when it was due. */
export interface DueTick {
  readonly symbol: string;
  /** Whole milliseconds since 1970 by the wall clock; the tick's `timestamp`. */
  readonly due: number;
  readonly tick: Tick;
}

/** Options of {@linkcode Feed}. */
export interface FeedOptions {
  /** At least one. */
  readonly symbols: readonly SymbolSpec[];
  /** Which market, a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  /** How much faster than the clock the market runs. */
  readonly speed: number;
  /** Milliseconds between two ticks of one symbol. */
  readonly interval: number;
  /** Ticks per second over all symbols, instead of `interval`. */
  readonly rate: number | undefined;
  /** Where between two ticks this replica sends, from 0 up to 1. */
  readonly phase: number;
  /** When the feed begins, in milliseconds since 1970. */
  readonly start: number;
}

/**
 * The ticks of a market as they come due: the symbols take turns, evenly spaced. The n-th tick, from
 * 0, is due at start + (n + phase) · spacing whatever happened to those before, so nothing drifts and
 * a late producer catches up. Price and volume are those of the time at which the tick was due.
 */
export class Feed implements TickSource {
  readonly #options: FeedOptions;
  readonly #spacing: number;
  #count = 0;
  #next: number;
  #timestamp = { due: NaN, text: "" };

  constructor(options: FeedOptions) {
    const { symbols, interval, rate } = options;
    this.#options = options;
    this.#spacing = rate === undefined ? interval / symbols.length : 1_000 / rate;
    this.#next = this.#dueOf(0);
  }

  /** All ticks due up to `now`, in order, at most `limit`; the others stay due. */
  take(now: number, limit: number): DueTick[] {
    const ticks: DueTick[] = [];
    while (this.#next <= now && ticks.length < limit) {
      ticks.push(this.#make(this.#count, this.#next));
      this.#next = this.#dueOf(++this.#count);
    }
    return ticks;
  }

  /** When the next tick is due, in whole milliseconds since 1970. */
  nextDue(): number {
    return this.#next;
  }

  #dueOf(count: number): number {
    const { start, phase } = this.#options;
    return Math.floor(start + (count + phase) * this.#spacing);
  }

  #make(count: number, due: number): DueTick {
    const { symbols, seed, speed } = this.#options;
    const spec = symbols[count % symbols.length]!;
    const { symbol } = spec;
    const tick = {
      symbol,
      price: toCents(price(spec, due * speed, seed)),
      timestamp: this.#textOf(due),
      volume: volume(spec, due, seed),
    };
    return { symbol, due, tick };
  }

  /** Many ticks are due in one millisecond at high rates, and its text costs more than a price. */
  #textOf(due: number): string {
    if (due !== this.#timestamp.due) {
      this.#timestamp = { due, text: new Date(due).toISOString() };
    }
    return this.#timestamp.text;
  }
}

/** Two decimals, and never 0: a tick's price is above it. */
function toCents(price: number): number {
  return Math.max(1, Math.round(price * 100)) / 100;
}
