import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { partitionOf } from "@kafka-sim/common/partition";
import { isSymbol } from "@kafka-sim/common/tick";
import { universe } from "./universe.ts";

Deno.test("universe() begins with the five", () => {
  deepEqual(
    universe(5).map(({ symbol, base, dailyVolatility }) => [symbol, base, dailyVolatility]),
    [
      ["AAPL", 150, 0.02],
      ["GOOGL", 2_800, 0.025],
      ["MSFT", 380, 0.018],
      ["TSLA", 250, 0.04],
      ["AMZN", 3_200, 0.022],
    ],
  );
  deepEqual(universe(2).map(({ symbol }) => symbol), ["AAPL", "GOOGL"]);
});

Deno.test("universe() goes on with symbols that are valid, plausible and never twice", () => {
  const symbols = universe(100_000);
  equal(new Set(symbols.map(({ symbol }) => symbol)).size, symbols.length);
  for (const { symbol, base, dailyVolatility } of symbols.slice(5)) {
    ok(isSymbol(symbol), symbol);
    ok(base >= 10 && base <= 1_000, `${symbol}: base ${base}`);
    ok(dailyVolatility >= 0.012 && dailyVolatility <= 0.045, `${symbol}: ${dailyVolatility}`);
  }
  deepEqual(symbols.slice(0, 60), universe(60));
  deepEqual(symbols[5], { symbol: "KAFON", base: 54.32, dailyVolatility: 0.015 });
});

Deno.test("universe() of 60 gives each of six partitions its share", () => {
  for (const [count, least] of [[60, 6], [12, 1]] as const) {
    const shares = Array<number>(6).fill(0);
    for (const { symbol } of universe(count)) shares[partitionOf(symbol, 6)]!++;
    ok(Math.min(...shares) >= least, `${count} symbols: ${shares}`);
  }
});

Deno.test("universe() cannot be empty or larger than there are names", () => {
  for (const count of [0, -1, NaN, 122_831]) throws(() => universe(count), RangeError);
});
