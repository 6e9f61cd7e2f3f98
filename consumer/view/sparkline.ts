import { HISTORY_S } from "./price_history.ts";

const BARS = "▁▂▃▄▅▆▇█";
/** What a price must have moved by, as a share of its range, to be going somewhere. */
const CLEAR_MOVE = 0.25;

/** How many bars a full history has in so many cells: each stands for a whole number of seconds. */
export function barsIn(cells: number): number {
  return Math.ceil(HISTORY_S / Math.ceil(HISTORY_S / Math.max(1, cells)));
}

/**
 * Draws prices as bars between their lowest and their highest. Each bar is the mean of so many seconds
 * as are needed for all to fit; bars start at multiples of that, so they move on and do not shimmer.
 *
 * @param prices One per second, oldest first.
 * @param newest The second of the last one, since 1970.
 * @param cells The widest it may be.
 */
export function sparkline(prices: readonly number[], newest: number, cells: number): string {
  if (prices.length === 0 || cells < 1) return "";
  const means = meansPerBar(prices, newest, Math.ceil(prices.length / cells)).slice(-cells);
  const low = Math.min(...means);
  const range = Math.max(...means) - low;
  if (range === 0) return BARS[3]!.repeat(means.length);
  const top = BARS.length - 1;
  let bars = "";
  for (const mean of means) bars += BARS[Math.round((mean - low) / range * top)];
  return bars;
}

function meansPerBar(prices: readonly number[], newest: number, seconds: number): number[] {
  if (seconds === 1) return [...prices];
  const means: number[] = [];
  let start = 0;
  for (let end = 1; end <= prices.length; end++) {
    // The next price is of this second, since 1970.
    const second = newest - prices.length + 1 + end;
    if (second % seconds !== 0 && end < prices.length) continue;
    means.push(mean(prices, start, end));
    start = end;
  }
  return means;
}

/** Where prices are going: "↑", "↓", or "→" if nowhere clearly. From the first quarter to the last. */
export function trendArrow(prices: readonly number[]): "→" | "↑" | "↓" {
  const quarter = Math.ceil(prices.length / 4);
  const move = mean(prices, prices.length - quarter, prices.length) - mean(prices, 0, quarter);
  const clear = CLEAR_MOVE * (Math.max(...prices) - Math.min(...prices));
  if (prices.length < 2 || Math.abs(move) <= clear) return "→";
  return move > 0 ? "↑" : "↓";
}

function mean(numbers: readonly number[], start: number, end: number): number {
  let sum = 0;
  for (let index = start; index < end; index++) sum += numbers[index]!;
  return sum / (end - start);
}
