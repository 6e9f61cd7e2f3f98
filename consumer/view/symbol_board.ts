import type { SeenTick } from "../view.ts";
import { compareSymbols, Ranking } from "./ranking.ts";
import { SymbolTrack } from "./symbol_track.ts";

/** More symbols than anyone looks at; together they take about 10 MB. */
const MOST_SYMBOLS = 5_000;

/** All symbols that the table knows. */
export class SymbolBoard {
  readonly #tracks = new Map<string, SymbolTrack>();
  readonly #ranking = new Ranking();
  readonly #most: number;
  #hasForgotten = false;

  constructor(most: number = MOST_SYMBOLS) {
    this.#most = most;
  }

  get size(): number {
    return this.#tracks.size;
  }

  /** Whether there were so many symbols that the most silent ones were given up. */
  get hasForgotten(): boolean {
    return this.#hasForgotten;
  }

  tick(seen: SeenTick): void {
    const { symbol } = seen.tick;
    let track = this.#tracks.get(symbol);
    if (!track) {
      if (this.#tracks.size >= this.#most) this.#forgetSilentHalf();
      track = new SymbolTrack(seen);
      this.#tracks.set(symbol, track);
    }
    track.add(seen);
  }

  /**
   * The symbols for so many rows: all of them in alphabetical order if they fit, else the most active.
   *
   * @param now In milliseconds.
   */
  top(rows: number, now: number): readonly SymbolTrack[] {
    if (this.#tracks.size <= rows) return [...this.#tracks.values()].sort(compareSymbols);
    return this.#ranking.order(this.#tracks, now).slice(0, Math.max(0, rows));
  }

  /** Half at a time, so that a flood of new symbols does not mean a search for each. */
  #forgetSilentHalf(): void {
    const silentFirst = [...this.#tracks.values()].sort((a, b) => a.handled - b.handled);
    for (const { symbol } of silentFirst.slice(0, Math.ceil(this.#most / 2))) {
      this.#tracks.delete(symbol);
    }
    this.#hasForgotten = true;
  }
}
