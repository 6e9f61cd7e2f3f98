import { deepEqual, equal } from "node:assert/strict";
import { figuresOf, type Measurement, median, ratioTo } from "./measurement.ts";

function round(figures: Partial<Measurement>): Measurement {
  return {
    ...{ records: 1_000_000, seconds: 10, cpuSeconds: 8, peakBytes: 100, brokerCpuSeconds: 5 },
    ...figures,
  };
}

Deno.test("median is the middle value, whatever the order", () => {
  equal(median([30, 10, 20]), 20);
  equal(median([7]), 7);
});

Deno.test("median of an even number is the mean of the two in the middle", () => {
  equal(median([40, 10, 20, 30]), 25);
});

Deno.test("figures are per second and per million records, each a median of its own", () => {
  const rounds = [
    round({ seconds: 10, cpuSeconds: 9, peakBytes: 300, brokerCpuSeconds: 4 }),
    round({ seconds: 5, cpuSeconds: 8, peakBytes: 100, brokerCpuSeconds: 6 }),
    round({ records: 2_000_000, seconds: 16, cpuSeconds: 20, peakBytes: 200 }),
  ];
  deepEqual(figuresOf(rounds), {
    recordsPerSecond: 125_000,
    cpuPerMillion: 9,
    peakBytes: 200,
    brokerCpuPerMillion: 4,
  });
});

Deno.test("the ratio compares round by round: a slow moment of the machine slows both", () => {
  const reference = [round({ seconds: 10 }), round({ seconds: 40 }), round({ seconds: 10 })];
  const rounds = [round({ seconds: 20 }), round({ seconds: 80 }), round({ seconds: 19 })];
  equal(ratioTo(reference, rounds), 0.5);
});

Deno.test("the ratio is of rates: other numbers of records do not matter", () => {
  equal(ratioTo([round({})], [round({ records: 2_000_000, seconds: 10 })]), 2);
});
