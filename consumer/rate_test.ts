import { equal, ok } from "node:assert/strict";
import { Rate } from "./rate.ts";

Deno.test("Rate is that of the last seconds", () => {
  const start = 1_700_000_000_300;
  const rate = new Rate(start);
  equal(rate.perSecond(start), 0);
  const send = (from: number, to: number, every: number) => {
    for (let time = from; time < to; time += every) rate.add(start + time);
  };
  send(0, 2_000, 10);
  ok(Math.abs(rate.perSecond(start + 2_000) - 100) < 1);
  send(2_000, 10_000, 100);
  ok(Math.abs(rate.perSecond(start + 10_000) - 10) < 0.5);
  equal(rate.perSecond(start + 3_600_000), 0);
  send(3_600_000, 3_606_000, 50);
  ok(Math.abs(rate.perSecond(start + 3_606_000) - 20) < 0.5);
});
