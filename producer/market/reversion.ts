import { bell, mix } from "./hash.ts";

/** Milliseconds in which a price's distance from its base fades to 1/e, on average: five days. */
export const REVERSION_MS: number = 5 * 24 * 3_600_000;

/** Milliseconds of a block, 50 days: so long that its two ends know nothing of each other. */
const BLOCK_MS = 2 ** 32;
/** Halvings of a block, down to pieces of 256 ms. */
const LEVELS = 24;
/** Below pieces of this length (two minutes) the noise is damped, so that trends stand out. */
const DAMPED_MS = 2 ** 17;
const DAMPING = 0.7;

/** By level: the share of both ends in their middle, and how far the middle may lie off. */
const weights = new Float64Array(LEVELS);
const spreads = new Float64Array(LEVELS);
for (let level = 0; level < LEVELS; level++) {
  const half = BLOCK_MS / 2 ** (level + 1);
  const kept = Math.exp(-half / REVERSION_MS);
  weights[level] = kept / (1 + kept ** 2);
  spreads[level] = Math.sqrt((1 - kept ** 2) / (1 + kept ** 2)) * (half < DAMPED_MS ? DAMPING : 1);
}

/**
 * A path that wanders like a random walk in the short run and around 0 in the long run: a stationary
 * Ornstein-Uhlenbeck process of mean 0 and variance 1, at a time in milliseconds since 1970.
 *
 * The ends of a block are drawn independently; in between, the middle of a piece is drawn from the
 * law that the process has there if both ends are known, then the middle of the half in question,
 * and so on (Lévy's construction of Brownian motion, known in graphics as midpoint displacement).
 * A look-up thus costs as many steps as there are levels, wherever it is.
 */
export function reversion(key: number, time: number): number {
  const block = Math.floor(time / BLOCK_MS);
  const own = mix(key, block);
  let left = bell(own);
  let right = bell(mix(key, block + 1));
  let offset = time - block * BLOCK_MS;
  let half = BLOCK_MS;
  let node = 1;
  for (let level = 0; level < LEVELS; level++) {
    half /= 2;
    const middle = (left + right) * weights[level]! + bell(mix(own, node)) * spreads[level]!;
    node *= 2;
    if (offset < half) {
      right = middle;
    } else {
      left = middle;
      offset -= half;
      node++;
    }
  }
  return left + (right - left) * offset / half;
}
