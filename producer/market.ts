import { mix, mixLong, mixText, uniform } from "./market/hash.ts";
import { regimes, REGIMES_VARIANCE } from "./market/regimes.ts";
import { reversion, REVERSION_MS } from "./market/reversion.ts";
import type { SymbolSpec } from "./symbols.ts";

const DAY_MS = 24 * 3_600_000;
const REVERSION = 1;
const REGIMES = 2;
const VOLUME = 3;

/** Share of the trends in the log price, in daily volatilities. */
const TREND = 0.08;
/** Variance of a day's log return that the trends bring: start and end of a day are independent. */
const TREND_DAILY = 2 * REGIMES_VARIANCE * TREND ** 2;
/** Share of the wandering, such that both together make exactly the daily volatility stated. */
const WANDER = Math.sqrt((1 - TREND_DAILY) / (2 * (1 - Math.exp(-DAY_MS / REVERSION_MS))));
/** Variance of the log price around its base, in squares of the daily volatility. */
const VARIANCE = WANDER ** 2 + REGIMES_VARIANCE * TREND ** 2;

/**
 * A symbol's price at a market time, in milliseconds since 1970: a pure function, so that every
 * replica and every restart with the same seed shows the same market without talking.
 *
 * The log price wanders around its base as in the one-factor model of Schwartz, "The Stochastic
 * Behavior of Commodity Prices" (Journal of Finance, 1997), with {@linkcode regimes} of minutes on
 * top. The mean price over long spans is the base, the standard deviation of the log returns from
 * one day to the next the daily volatility. Always above 0; not rounded.
 */
export function price(symbol: SymbolSpec, time: number, seed: number): number {
  const { base, dailyVolatility } = symbol;
  const key = mixText(seed, symbol.symbol);
  const wander = WANDER * reversion(mix(key, REVERSION), time);
  const trend = TREND * regimes(mix(key, REGIMES), time);
  const log = (wander + trend - dailyVolatility * VARIANCE / 2) * dailyVolatility;
  return base * Math.exp(log);
}

/** Half of the trades are below 60 shares, one in a hundred is above 2,000. */
const TYPICAL_VOLUME = 100;
const LARGEST_VOLUME = 1_000_000;
/** Source: Gopikrishnan et al., "Statistical properties of share volume" (Physical Review E, 2000). */
const TAIL = 1.5;

/**
 * How many shares change hands in the trade that is due at this time, in milliseconds since 1970: a
 * pure function too. Many small trades and few large ones, whose number falls with the power 1.5
 * of their size (a Lomax distribution). A whole number from 1 to 1,000,000.
 */
export function volume({ symbol }: SymbolSpec, time: number, seed: number): number {
  const key = mix(mixText(seed, symbol), VOLUME);
  const rarity = 1 - uniform(mixLong(key, Math.floor(time)));
  const shares = 1 + Math.floor(TYPICAL_VOLUME * (rarity ** (-1 / TAIL) - 1));
  return Math.min(shares, LARGEST_VOLUME);
}
