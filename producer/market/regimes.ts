import { bell, mix, mixLong, uniform } from "./hash.ts";

/** Milliseconds from one turn to the next on average: a bit over four minutes. */
export const REGIME_MS: number = 2 ** 18;
/** How far a turn may lie from its place, in regimes: so they last from 1.3 to 7.4 minutes. */
const JITTER = 0.35;
const HEIGHTS = 1;
const PLACES = 2;

/** Mean square of {@linkcode regimes}: a straight line between two heights of variance 1. */
export const REGIMES_VARIANCE: number = 2 / 3;

/**
 * Trends: a line that is straight from turn to turn, up, down or nearly flat, at a time in
 * milliseconds since 1970. The turns' heights are independent, of mean 0 and variance 1, so the
 * line leads nowhere in the long run. The drift of prices switches between regimes as in Hamilton,
 * "A New Approach to the Economic Analysis of Nonstationary Time Series" (Econometrica, 1989); here
 * it is drawn for a place in time rather than from the regime before, which a look-up need not walk.
 */
export function regimes(key: number, time: number): number {
  const heights = mix(key, HEIGHTS);
  const places = mix(key, PLACES);
  const at = time / REGIME_MS;
  const nearest = Math.round(at);
  const first = at < place(places, nearest) ? nearest - 1 : nearest;
  const start = place(places, first);
  const end = place(places, first + 1);
  const from = bell(mixLong(heights, first));
  const to = bell(mixLong(heights, first + 1));
  return from + (to - from) * (at - start) / (end - start);
}

function place(places: number, turn: number): number {
  return turn + JITTER * (2 * uniform(mixLong(places, turn)) - 1);
}
