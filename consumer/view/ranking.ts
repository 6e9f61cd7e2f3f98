import type { SymbolTrack } from "./symbol_track.ts";

/** A rank is kept at least this long. */
const KEEP_MS = 2_000;
/** After this long a tick counts half. */
const HALF_LIFE_MS = 60_000;
/** Nearly equal symbols share a tier; to leave it, one must be this many halvings away from it. */
const LEAVE_TIER = 0.75;
/** So many ticks go to everyone first: at the start, some more or less mean nothing. */
const HEAD_START = 16;

/**
 * Orders symbols by activity without letting rows jump: symbols fall into tiers of twice the activity
 * each, leave a tier only when they are clearly out of it, and stand in alphabetical order within it.
 */
export class Ranking {
  #order: readonly SymbolTrack[] = [];
  #rankedAt = -Infinity;

  /** @param now In milliseconds. */
  order(tracks: ReadonlyMap<string, SymbolTrack>, now: number): readonly SymbolTrack[] {
    const age = now - this.#rankedAt;
    if (age >= KEEP_MS || this.#order.length !== tracks.size) {
      this.#order = rank([...tracks.values()], 0.5 ** (age / HALF_LIFE_MS));
      this.#rankedAt = now;
    }
    return this.#order;
  }
}

function rank(tracks: SymbolTrack[], fading: number): SymbolTrack[] {
  let most = 0;
  for (const track of tracks) {
    // The first time there is nothing to fade yet.
    if (fading > 0) track.activity *= fading;
    most = Math.max(most, track.activity);
  }
  for (const track of tracks) {
    const behind = Math.log2((most + HEAD_START) / (track.activity + HEAD_START));
    if (Math.abs(behind - track.tier) > LEAVE_TIER) track.tier = Math.round(behind);
  }
  return tracks.sort((a, b) => a.tier - b.tier || compareSymbols(a, b));
}

/** Alphabetical, the same in every locale. */
export function compareSymbols(a: SymbolTrack, b: SymbolTrack): number {
  return a.symbol < b.symbol ? -1 : 1;
}
