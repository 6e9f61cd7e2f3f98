import { deepEqual, equal } from "node:assert/strict";
import { ClockBounds } from "../judge/clock_bounds.ts";
import { Latencies } from "../judge/timeline.ts";
import { describeClocks } from "./describe_clocks.ts";

Deno.test("describeClocks() states by how much one clock is ahead for certain", () => {
  const clocks = new ClockBounds();
  clocks.order("kafka-1", 1_040, "kafka-2", 1_000);
  clocks.order("kafka-2", 1_000, "kafka-1", 1_055);
  equal(
    describeClocks({ clocks, reading: new Latencies() }).clocks,
    "The clock of kafka-1 is ahead of that of kafka-2 by 40 to 55 ms: times of one beside times of " +
      "the other are as uncertain.",
  );
});

Deno.test("describeClocks() states the bounds between hosts, rounded outwards", () => {
  const clocks = new ClockBounds();
  clocks.order("kafka-1", 1_000.4, "kafka-2", 1_012.8);
  clocks.order("kafka-2", 5_000, "kafka-1", 5_003.2);
  clocks.order("kafka-1", 0, "kafka-3", 7);
  const described = describeClocks({ clocks, reading: new Latencies() });
  deepEqual(described.clockBounds, [
    { first: "kafka-1", second: "kafka-2", least: -13, most: 4 },
    { first: "kafka-1", second: "kafka-3", least: -7, most: null },
  ]);
  equal(
    described.clocks,
    "The clocks of kafka-1 and kafka-2 are within 13 ms of each other. The clock of kafka-1 is ahead of that of kafka-3 by at least " +
      "-7 ms; how far at most nothing tells.",
  );
});
