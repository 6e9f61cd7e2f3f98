import { deepEqual, equal } from "node:assert/strict";
import { LivePartition } from "./live_partition.ts";

const sent = (first: number, due: number, count = 1) =>
  ({ kind: "sent", time: due + 1, partition: 0, first, count, due }) as const;
const acknowledged = (first: number, time: number, count = 1) =>
  ({ kind: "acknowledged", time, partition: 0, first, count }) as const;

Deno.test("LivePartition counts what was sent, acknowledged and read", () => {
  const live = new LivePartition();
  live.take("s", sent(0, 10, 3));
  live.take("s", acknowledged(0, 20, 3));
  live.take("r", { kind: "handled", time: 30, partition: 0, count: 2 });
  deepEqual([live.sent, live.acknowledged, live.read], [3, 3, 2]);
  equal(live.rate(1_019), 3);
  equal(live.rate(1_021), 0);
});

Deno.test("LivePartition stalls from what is due, or from the last acknowledgement", () => {
  const live = new LivePartition();
  equal(live.stall(5), 0, "nothing is due");
  live.take("s", sent(0, 10));
  equal(live.stall(25), 15);
  live.take("t", sent(0, 30));
  live.take("t", acknowledged(0, 40));
  equal(live.stall(45), 5, "the other sender got on");
  live.take("s", acknowledged(0, 100));
  deepEqual([live.stall(500), live.longestStall(500)], [0, 60]);
  live.forgetStalls();
  equal(live.longestStall(500), 0);
});

Deno.test("LivePartition ends a stall when what waits is given up", () => {
  const live = new LivePartition();
  live.take("s", sent(0, 10, 2));
  live.take("s", { kind: "unknown", time: 50, partition: 0, first: 0, count: 2 });
  equal(live.stall(60), 0);
});

Deno.test("LivePartition lets what a dead sender left wait until the next progress only", () => {
  const live = new LivePartition();
  live.take("dead", sent(0, 10));
  live.gone("dead");
  equal(live.stall(60), 50);
  live.take("s", sent(0, 70));
  live.take("s", acknowledged(0, 80));
  equal(live.stall(500), 0);
});
