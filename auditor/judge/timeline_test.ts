import { deepEqual, equal, ok } from "node:assert/strict";
import { Latencies, stepOf, Timeline } from "./timeline.ts";

const HOUR = 3_600_000;

Deno.test("stepOf() is a second for runs of half an hour, and longer for longer ones", () => {
  const hours = (count: number) => stepOf({ from: 0, to: count * HOUR });
  deepEqual([0, 0.5, 1, 24, 500].map(hours), [1, 1, 2, 44, 900]);
  equal(stepOf({ from: Infinity, to: -Infinity }), 1, "without any ledger");
});

Deno.test("Timeline and Latencies keep no more entries of five hundred hours than of one", () => {
  const step = stepOf({ from: 0, to: 500 * HOUR });
  const [timeline, latencies] = [new Timeline(step), new Latencies(step)];
  for (let second = 0; second < 500 * 3_600; second += 10) {
    timeline.add("read", second * 1_000, 3);
    latencies.add(second * 1_000, second * 1_000 - 5);
  }
  ok(timeline.seconds.size <= 2_001 && latencies.seconds.size <= 2_001);
  deepEqual([...timeline.seconds.keys()].slice(0, 3), [0, step, 2 * step]);
  equal(timeline.seconds.get(0)!.read, 3 * step / 10);
  equal(latencies.seconds.get(step)!.count, step / 10);
});
