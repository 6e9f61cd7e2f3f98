import { equal } from "node:assert/strict";
import { Histogram, Registry } from "prom-client";
import { WeightedHistogram } from "./weighted_histogram.ts";

Deno.test("WeightedHistogram is written as prom-client writes its own", async () => {
  const [ours, own] = [new Registry(), new Registry()];
  const plan = { name: "seconds", help: "How long it took", buckets: [0.1, 1, 10] };
  const weighted = new WeightedHistogram({ ...plan, register: ours });
  const histogram = new Histogram({ ...plan, registers: [own] });
  equal(await ours.metrics(), await own.metrics());
  for (const [value, times] of [[0.05, 3], [0.1, 1], [5, 2], [100, 1]] as const) {
    weighted.observe(value, times);
    for (let time = 0; time < times; time++) histogram.observe(value);
  }
  const lines = (text: string) =>
    text.replace(/_sum (.*)/, (_, sum) => `_sum ${Number(sum).toFixed(9)}`);
  equal(lines(await ours.metrics()), lines(await own.metrics()));
});
