import { ok } from "node:assert/strict";
import { reversion, REVERSION_MS } from "./reversion.ts";

const START = 1_700_000_000_000;
const KEYS = Array.from({ length: 4_000 }, (_, key) => Math.imul(key + 1, 0x9e3779b1));

/** Mean over many markets of the product at two times. */
function covariance(time: number, later: number): number {
  const sum = KEYS.reduce((sum, key) => sum + reversion(key, time) * reversion(key, later), 0);
  return sum / KEYS.length;
}

Deno.test("reversion() has variance 1 wherever a time falls in the halvings", () => {
  const block = 2 ** 32;
  for (const part of [0, 1 / 2, 1 / 4, 1 / 3, 5 / 8, 0.999, 1 - 2 ** -20]) {
    const time = (397 + part) * block;
    const variance = covariance(time, time);
    ok(Math.abs(variance - 1) < 0.1, `variance ${variance} at ${part} of a block`);
  }
});

Deno.test("reversion() forgets by half in ln 2 of its time, across the border of a block too", () => {
  const border = 397 * 2 ** 32;
  for (const time of [START, START + 12_345_678, border - 10 * REVERSION_MS]) {
    for (const lag of [0.1, 0.5, 1, 2]) {
      const correlation = covariance(time, time + lag * REVERSION_MS);
      const expected = Math.exp(-lag);
      ok(Math.abs(correlation - expected) < 0.06, `${correlation} for ${expected} at ${time}`);
    }
  }
});

Deno.test("reversion() does not jump at any of its borders", () => {
  for (let level = 0; level <= 24; level++) {
    const piece = 2 ** (32 - level);
    const border = Math.ceil(START / piece) * piece;
    // What a random walk of this variance moves in two milliseconds.
    const expected = Math.sqrt(2 * 2 / REVERSION_MS);
    const steps = KEYS.slice(0, 500).map((key) =>
      Math.abs(reversion(key, border + 1) - reversion(key, border - 1))
    );
    ok(Math.max(...steps) < 3 * expected, `${Math.max(...steps) / expected} at pieces of ${piece}`);
  }
});
