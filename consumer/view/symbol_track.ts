import type { SeenTick } from "../view.ts";
import { PriceHistory } from "./price_history.ts";
import { RateWindow } from "./rate_window.ts";

/** A symbol is overdue once it is silent for this many times its usual interval … */
const OVERDUE_INTERVALS = 4;
/** … and for this long, in milliseconds. */
const OVERDUE_MS = 5_000;

/** What the table knows of a symbol: a fixed amount, however many ticks come. */
export class SymbolTrack {
  readonly symbol: string;
  readonly firstPrice: number;
  price: number;
  /** The sign of the last price's move. */
  direction = 0;
  partition: number;
  /** When the newest tick was due, ms since 1970. */
  due = 0;
  /** When the last tick was handled, ms since 1970. */
  handled: number;
  /** Shares of all ticks, redelivered ones not counted again. */
  volume = 0;
  /** Ticks, older ones counting less: kept by {@linkcode Ranking}. */
  activity = 0;
  /** How far behind the most active symbol, in halvings: kept by {@linkcode Ranking}. */
  tier = 0;
  readonly history: PriceHistory = new PriceHistory();
  readonly #firstHandled: number;
  readonly #rate = new RateWindow();
  #ticks = 0;

  /** @param first The first tick; to be added like all others. */
  constructor(first: SeenTick) {
    this.symbol = first.tick.symbol;
    this.firstPrice = first.tick.price;
    this.price = first.tick.price;
    this.partition = first.partition;
    this.handled = first.handled;
    this.#firstHandled = first.handled;
  }

  add({ tick, partition, due, handled, redelivered }: SeenTick): void {
    this.handled = handled;
    this.partition = partition;
    this.activity++;
    this.#ticks++;
    this.#rate.add(Math.floor(handled / 1000));
    if (!redelivered) this.volume += tick.volume;
    // A clock that is ahead must not make all later ticks look old.
    const time = Math.max(0, Math.min(due, handled));
    if (time >= this.due) this.#move(tick.price, time);
  }

  #move(price: number, time: number): void {
    if (price !== this.price) this.direction = price > this.price ? 1 : -1;
    this.price = price;
    this.due = time;
    this.history.add(Math.floor(time / 1000), price);
  }

  /** The change since the first tick seen, as a share of its price. */
  get change(): number {
    return this.price / this.firstPrice - 1;
  }

  /** Ticks per second at a time in ms since 1970; undefined: not known yet. */
  rate(now: number): number | undefined {
    return this.#rate.rate(Math.floor(now / 1000));
  }

  /** Whether it has been silent for far longer than it usually is. */
  isOverdue(now: number): boolean {
    const interval = (this.handled - this.#firstHandled) / Math.max(1, this.#ticks - 1);
    return now - this.due > Math.max(OVERDUE_MS, OVERDUE_INTERVALS * interval);
  }
}
