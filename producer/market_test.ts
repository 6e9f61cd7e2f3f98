import { deepEqual, equal, ok } from "node:assert/strict";
import { REGIME_MS } from "./market/regimes.ts";
import { price, volume } from "./market.ts";
import type { SymbolSpec } from "./symbols.ts";
import { universe } from "./universe.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2024, 0, 15);
const DAYS = 1_000;
const [AAPL] = universe(1) as [SymbolSpec];

function logReturns(symbol: SymbolSpec, seed: number, step: number, count: number): number[] {
  const prices = Array.from(
    { length: count + 1 },
    (_, at) => price(symbol, START + at * step, seed),
  );
  return prices.slice(1).map((later, at) => Math.log(later / prices[at]!));
}

/** Root of the mean square. */
function size(numbers: readonly number[]): number {
  return Math.sqrt(numbers.reduce((sum, number) => sum + number ** 2, 0) / numbers.length);
}

Deno.test("price() does not depend on what was asked before", () => {
  const times = Array.from({ length: 200 }, (_, at) => START + at * 97_777);
  const forth = times.map((time) => price(AAPL, time, 7));
  const back = times.toReversed().map((time) => price(AAPL, time, 7));
  deepEqual(back.toReversed(), forth);
});

Deno.test("price() shows another market for another seed and another symbol", () => {
  const returns = [
    logReturns(AAPL, 1, DAY, 500),
    logReturns(AAPL, 2, DAY, 500),
    logReturns({ ...AAPL, symbol: "AAPM" }, 1, DAY, 500),
  ];
  for (const [one, other] of [[0, 1], [0, 2], [1, 2]] as const) {
    const common = returns[one]!.reduce(
      (sum, change, at) => sum + change * returns[other]![at]!,
      0,
    );
    const correlation = common / 500 / size(returns[one]!) / size(returns[other]!);
    ok(Math.abs(correlation) < 0.15, `markets ${one} and ${other} correlate by ${correlation}`);
  }
});

Deno.test("price() has each symbol's daily volatility, whatever the seed", () => {
  for (const seed of [1, 2, 2 ** 32 - 1]) {
    for (const symbol of universe(30)) {
      const ratio = size(logReturns(symbol, seed, DAY, DAYS)) / symbol.dailyVolatility;
      ok(Math.abs(ratio - 1) < 0.15, `${symbol.symbol}, seed ${seed}: ${ratio} of the stated one`);
    }
  }
});

Deno.test("price() is its base in the mean of 1,000 days, and never far from it", () => {
  for (const symbol of universe(30)) {
    const prices = Array.from(
      { length: 8 * DAYS },
      (_, look) => price(symbol, START + look * DAY / 8, 1) / symbol.base,
    );
    const mean = prices.reduce((sum, price) => sum + price) / prices.length;
    ok(Math.abs(mean - 1) < 0.03, `${symbol.symbol}: mean ${mean} of its base`);
    const [least, most] = [Math.min(...prices), Math.max(...prices)];
    ok(least > 0.6 && most < 1.6, `${symbol.symbol}: ${least} to ${most} of its base`);
  }
});

Deno.test("price() is its base in the mean of many markets, at the largest volatility too", () => {
  const wild = { ...AAPL, dailyVolatility: 0.25 };
  const prices = Array.from({ length: 20_000 }, (_, seed) => price(wild, START, seed));
  const mean = prices.reduce((sum, price) => sum + price) / prices.length / wild.base;
  ok(Math.abs(mean - 1) < 0.02, `mean ${mean} of its base`);
});

Deno.test("price() moves no more across a border of its construction than elsewhere", () => {
  const borders = { piece: 256, minute: MINUTE, regime: REGIME_MS, day: DAY, block: 2 ** 32 };
  const moves = (border: number, off: number) =>
    Array.from({ length: 4_000 }, (_, at) => {
      const time = Math.ceil(START / border + at) * border + off;
      return Math.log(price(AAPL, time + SECOND / 2, 1) / price(AAPL, time - SECOND / 2, 1));
    });
  for (const [name, border] of Object.entries(borders)) {
    const across = moves(border, 0);
    const ratio = size(across) / size(moves(border, border * 0.37));
    ok(ratio < 1.15, `${name}: ${ratio} times as far as elsewhere`);
    // What a random walk moves in a second; five times that is no chance in 4,000.
    const walk = AAPL.dailyVolatility * Math.sqrt(SECOND / DAY);
    ok(Math.max(...across.map(Math.abs)) < 5 * walk, `${name}: a jump`);
  }
});

Deno.test("price() has trends to see: most minutes go on as the one before", () => {
  const minutes = logReturns(AAPL, 1, MINUTE, 20_000);
  const walk = AAPL.dailyVolatility * Math.sqrt(MINUTE / DAY);
  const ratio = size(minutes) / walk;
  ok(ratio > 1 && ratio < 1.6, `a minute moves ${ratio} times as far as in a random walk`);
  const alike = minutes.slice(1).filter((change, at) => change * minutes[at]! > 0).length;
  // A random walk has 0.5.
  ok(alike / minutes.length > 0.6, `${alike / minutes.length} of the minutes`);
});

Deno.test("price() is above 0 at any time that a clock times the largest speed gives", () => {
  for (const time of [0, 0.5, 1, START, START * 1_000_000]) {
    for (const dailyVolatility of [1e-6, 0.25]) {
      const now = price({ ...AAPL, dailyVolatility }, time, 2 ** 32 - 1);
      ok(now > AAPL.base / 20 && now < AAPL.base * 20, `${now} at ${time}`);
    }
  }
});

Deno.test("price() gives 500,000 prices a second", () => {
  const count = 50_000;
  let [best, sum] = [0, 0];
  // The fastest of several rounds: another program may have the core in any one of them.
  for (const end = performance.now() + 2_000; best < 500_000 && performance.now() < end;) {
    const began = performance.now();
    for (let at = 0; at < count; at++) sum += price(AAPL, START + at * 300, 1);
    best = Math.max(best, count / (performance.now() - began) * 1_000);
  }
  ok(sum > 0 && best >= 500_000, `${Math.round(best)} prices a second`);
});

Deno.test("volume() has many small trades and few large ones", () => {
  const volumes = Array.from({ length: 50_000 }, (_, at) => volume(AAPL, START + at * 1_500, 1))
    .sort((one, other) => one - other);
  ok(volumes.every((shares) => Number.isSafeInteger(shares) && shares >= 1 && shares <= 1e6));
  const total = volumes.reduce((sum, shares) => sum + shares);
  const [median, mean] = [volumes[volumes.length / 2]!, total / volumes.length];
  ok(mean > 2 * median, `mean ${mean}, median ${median}`);
  const largest = volumes.slice(-volumes.length / 10).reduce((sum, shares) => sum + shares);
  ok(largest > total / 2, "the largest tenth of the trades has half of the shares");
  equal(volume(AAPL, START, 1), volume(AAPL, START, 1));
});
