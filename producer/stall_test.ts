import { deepEqual, equal } from "node:assert/strict";
import { Stall } from "./stall.ts";

Deno.test("Stall counts from when something came due", () => {
  const stall = new Stall();
  equal(stall.current(500), 0);
  stall.due(1_000);
  stall.due(1_100);
  equal(stall.current(1_600), 600);
  stall.acknowledged(1_700, false);
  deepEqual([stall.current(9_000), stall.longest(9_000)], [0, 700]);
});

Deno.test("Stall starts again at each acknowledgement while more is due", () => {
  const stall = new Stall();
  stall.due(1_000);
  stall.acknowledged(1_300, true);
  stall.acknowledged(1_500, true);
  deepEqual([stall.current(1_900), stall.longest(1_900)], [400, 400]);
  stall.acknowledged(1_950, false);
  equal(stall.longest(1_950), 450);
});

Deno.test("Stall does not count time before the last acknowledgement twice", () => {
  const stall = new Stall();
  stall.due(1_000);
  stall.acknowledged(2_000, false);
  stall.due(1_500);
  equal(stall.current(2_100), 100);
});

Deno.test("Stall goes on while ticks wait for room, and ends when they have it", () => {
  const stall = new Stall();
  stall.hold(1_000);
  stall.acknowledged(1_200, false);
  equal(stall.current(1_900), 700);
  stall.release(2_000, false);
  deepEqual([stall.current(3_000), stall.longest(3_000)], [0, 800]);
  stall.due(3_000);
  stall.hold(3_000);
  stall.release(3_100, true);
  equal(stall.current(3_200), 200);
});

Deno.test("Stall ends without an acknowledgement when what was due is given up", () => {
  const stall = new Stall();
  stall.due(1_000);
  stall.ended(121_000);
  deepEqual([stall.current(200_000), stall.longest(200_000)], [0, 120_000]);
  equal(stall.sinceAcknowledgement(200_000), undefined);
});

Deno.test("Stall tells the time since the last acknowledgement", () => {
  const stall = new Stall();
  stall.acknowledged(1_000, false);
  equal(stall.sinceAcknowledgement(4_000), 3_000);
});
