import { mix, uniform } from "./market/hash.ts";
import type { SymbolSpec } from "./symbols.ts";

const FIVE: readonly SymbolSpec[] = [
  { symbol: "AAPL", base: 150, dailyVolatility: 0.02 },
  { symbol: "GOOGL", base: 2_800, dailyVolatility: 0.025 },
  { symbol: "MSFT", base: 380, dailyVolatility: 0.018 },
  { symbol: "TSLA", base: 250, dailyVolatility: 0.04 },
  { symbol: "AMZN", base: 3_200, dailyVolatility: 0.022 },
];

/** Letters that make a name one can say, and none of the five. */
const CONSONANTS = "BCDFGHKLMNPRSTVWZ";
const VOWELS = "AEIOU";
const PATTERN = [CONSONANTS, VOWELS, CONSONANTS, VOWELS, CONSONANTS];
const NAMES = PATTERN.reduce((product, { length }) => product * length, 1);
/** Has no factor in common with `NAMES`, so no name comes twice; spreads early ones over partitions. */
const STRIDE = 69_621;

const BASE = 1;
const VOLATILITY = 2;

/**
 * The first `count` symbols of the universe, at most 122,830: the five, then generated ones, which
 * depend on nothing but their place. Bases from 10 to 1,000, daily volatilities from 1.2 to 4.5 %.
 */
export function universe(count: number): readonly SymbolSpec[] {
  if (!(count >= 1 && count <= FIVE.length + NAMES)) {
    throw new RangeError(`Cannot make a universe as it must have 1 to 122830 symbols: ${count}`);
  }
  return Array.from({ length: count }, (_, at) => FIVE[at] ?? generate(at - FIVE.length + 1));
}

function generate(place: number): SymbolSpec {
  const base = 10 * 100 ** uniform(mix(BASE, place));
  const percent = 1.2 + 3.3 * uniform(mix(VOLATILITY, place));
  return {
    symbol: nameOf(place * STRIDE % NAMES),
    base: Math.round(base * 100) / 100,
    dailyVolatility: Math.round(percent * 10) / 1_000,
  };
}

function nameOf(number: number): string {
  let name = "";
  for (const letters of PATTERN) {
    name += letters[number % letters.length];
    number = Math.floor(number / letters.length);
  }
  return name;
}
