import { deepEqual } from "node:assert/strict";
import { ClockBounds } from "./clock_bounds.ts";
import { Findings } from "./findings.ts";
import { limitOutages } from "./limit_outages.ts";

/** Two hosts whose clocks differ by -300 to 400 ms, and a third that nothing is known of. */
function clocks(): ClockBounds {
  const bounds = new ClockBounds();
  bounds.order("a", 1_000, "b", 1_300);
  bounds.order("b", 1_000, "a", 1_400);
  return bounds;
}

/** What comes of an outage of so many milliseconds where 10 s are allowed. */
function limited(length: number, hosts: readonly string[]) {
  const findings = new Findings();
  const writing = length > 0 ? [{ start: 0, end: length, open: false, excused: 0 }] : [];
  const doubts = limitOutages([{ partition: 4, writing, reading: [] }], {
    rules: { writingLimit: 10_000, readingLimit: undefined },
    hosts: () => hosts,
    clocks: clocks(),
    findings,
  });
  return [findings.count("no_progress"), doubts];
}

Deno.test("limitOutages() fails what is longer than its limit, by one clock to the millisecond", () => {
  deepEqual(limited(10_000, ["a"]), [0, []]);
  deepEqual(limited(10_001, ["a"]), [1, []]);
  deepEqual(limited(0, ["a"]), [0, []]);
});

Deno.test("limitOutages() neither passes nor fails what is as near to its limit as clocks may differ", () => {
  deepEqual(limited(9_600, ["a", "b"]), [0, []]);
  deepEqual(limited(10_401, ["a", "b"]), [1, []]);
  for (const length of [9_601, 10_000, 10_400]) {
    const [count, doubts] = limited(length, ["a", "b"]);
    deepEqual([count, (doubts as string[]).length], [0, 1], String(length));
  }
  deepEqual(limited(9_900, ["a", "b"])[1], [
    "writing partition 4 stood still for 9.9 s where 10.0 s are allowed, by the clocks of " +
    "a and b, which may differ by 0.4 s",
  ]);
});

Deno.test("limitOutages() neither passes nor fails by clocks that nothing bounds", () => {
  for (const length of [0, 100, 1_000_000]) {
    const [count, doubts] = limited(length, ["a", "c"]);
    deepEqual([count, (doubts as string[]).length], [0, 1], String(length));
  }
});

Deno.test("ClockBounds bounds two clocks by way of a third one", () => {
  const bounds = clocks();
  bounds.order("b", 0, "c", 50);
  bounds.order("c", 0, "b", 20);
  deepEqual([["a"], ["b", "c"], ["a", "c"]].map((hosts) => bounds.uncertainty(hosts)), [
    0,
    50,
    420,
  ]);
});
