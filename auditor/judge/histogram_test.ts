import { equal, ok } from "node:assert/strict";
import { Histogram } from "./histogram.ts";

Deno.test("Histogram gives quantiles within 0.8 % and the maximum exactly", () => {
  const histogram = new Histogram();
  const values = Array.from({ length: 20_000 }, (_, index) => (index * 7_919 % 20_000) * 3 + 0.5);
  for (const value of values) histogram.add(value);
  values.sort((a, b) => a - b);
  for (const share of [0.01, 0.5, 0.9, 0.99, 0.999]) {
    const exact = values[Math.ceil(share * values.length) - 1]!;
    const found = histogram.quantile(share)!;
    ok(Math.abs(found - exact) <= Math.max(1, 0.008 * exact), `${share}: ${found}, not ${exact}`);
  }
  equal(histogram.quantile(1), histogram.max);
  equal(histogram.max, values.at(-1));
});

Deno.test("Histogram has no quantile without values, and counts negative times as none", () => {
  const histogram = new Histogram();
  equal(histogram.quantile(0.5), undefined);
  histogram.add(-5);
  equal(histogram.quantile(0.5), 0);
});

Deno.test("Histogram takes over another's values", () => {
  const [one, other] = [new Histogram(), new Histogram()];
  for (let value = 0; value < 100; value++) (value % 2 ? one : other).add(value * 50);
  one.merge(other);
  equal(one.count, 100);
  equal(one.max, 4_950);
  ok(Math.abs(one.quantile(0.5)! - 2_450) < 25);
});

Deno.test("Histogram takes no more memory for whatever time it is told", () => {
  const histogram = new Histogram();
  histogram.add(1e300);
  histogram.add(Infinity);
  histogram.add(2);
  ok(histogram.bytes <= 19 * 1_024, `${histogram.bytes} bytes`);
  equal(histogram.quantile(0.1), 2);
  const usual = new Histogram();
  for (let value = 0; value < 100; value += 0.1) usual.add(value);
  equal(usual.bytes, 512);
});
