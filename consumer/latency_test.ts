import { deepEqual, equal, ok } from "node:assert/strict";
import { Latency } from "./latency.ts";

Deno.test("Latency estimates quantiles to three per cent", () => {
  const latency = new Latency();
  for (let time = 1; time <= 10_000; time++) latency.add(time);
  for (const [part, exact] of [[0.01, 100], [0.5, 5_000], [0.99, 9_900], [1, 10_000]] as const) {
    const estimate = latency.quantile(part)!;
    ok(Math.abs(estimate / exact - 1) < 0.03, `${part}: ${estimate}`);
  }
});

Deno.test("Latency takes times below a millisecond, of clocks that differ, and of years", () => {
  const latency = new Latency();
  equal(latency.quantile(0.5), undefined);
  latency.add(0.4);
  latency.add(-3);
  deepEqual([latency.quantile(0.5), latency.count], [0, 2]);
  latency.add(1e15);
  ok(latency.quantile(1)! > 1e12);
});

Deno.test("Latency merges and begins anew", () => {
  const [latency, other] = [new Latency(), new Latency()];
  other.add(100);
  latency.add(1);
  latency.merge(other);
  deepEqual([latency.count, other.count], [2, 1]);
  ok(latency.quantile(1)! > 90);
  latency.clear();
  deepEqual([latency.count, latency.quantile(1)], [0, undefined]);
});
