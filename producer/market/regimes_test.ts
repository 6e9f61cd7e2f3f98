import { ok } from "node:assert/strict";
import { REGIME_MS, regimes, REGIMES_VARIANCE } from "./regimes.ts";

const START = 1_700_000_000_000;
const SECOND = 1_000;

Deno.test("regimes() leads nowhere and varies as it says", () => {
  const count = 50_000;
  let [sum, squares] = [0, 0];
  for (let look = 0; look < count; look++) {
    const here = regimes(7, START + look * 0.7 * REGIME_MS);
    sum += here / count;
    squares += here ** 2 / count;
  }
  ok(Math.abs(sum) < 0.03, `mean ${sum}`);
  ok(Math.abs(squares - REGIMES_VARIANCE) < 0.03, `variance ${squares}`);
});

Deno.test("regimes() is straight from turn to turn, for one to eight minutes, and never jumps", () => {
  const spans: number[] = [];
  let [before, slope, since] = [regimes(7, START), NaN, 0];
  for (let second = 1; second <= 100_000; second++) {
    const here = regimes(7, START + second * SECOND);
    const rise = here - before;
    ok(Math.abs(rise) < 7 * SECOND / (0.3 * REGIME_MS), `a jump of ${rise} at second ${second}`);
    // The second in which a turn lies has a slope of its own.
    if (Math.abs(rise - slope) > 1e-9) {
      if (second - since > 2) spans.push(second - since);
      since = second;
    }
    [before, slope] = [here, rise];
  }
  const inner = spans.slice(1);
  ok(inner.length > 300, `${inner.length} regimes`);
  ok(Math.min(...inner) >= 60 && Math.max(...inner) <= 480, `${Math.min(...inner)} s at least`);
});
