import { equal, rejects } from "node:assert/strict";
import { goesOn, isCalm, untilQuiet } from "./calm.ts";
import { makeStage, partition, status } from "./testing.ts";

Deno.test("isCalm() wants every copy in sync, no stall, and readers next to the end", () => {
  equal(isCalm(status(partition(), partition({ partition: 1 }))), true);
  equal(isCalm(status()), false);
  equal(isCalm(status(partition(), partition({ leader: -1 }))), false);
  equal(isCalm(status(partition({ isr: [1, 3] }))), false);
  equal(isCalm(status(partition({ stall: 1.5 }))), false);
  equal(isCalm(status(partition({ acknowledged: 180, read: 100 }))), true);
  equal(isCalm(status(partition({ acknowledged: 201, read: 100 }))), false);
});

Deno.test("goesOn() wants of each partition something sent after the fault, written and read", () => {
  const before = status(partition({ sent: 100, acknowledged: 90, read: 80 }));
  const now = (acknowledged: number, read: number) =>
    goesOn(status(partition({ sent: 300, acknowledged, read })), before);
  equal(now(101, 101), true);
  equal(now(100, 100), false);
  equal(now(150, 100), false);
  const other = partition({ partition: 1, acknowledged: 0 });
  equal(goesOn(status(partition({ acknowledged: 200, read: 200 }), other), before), false);
});

Deno.test("untilQuiet() wants several calm readings one after the other", async () => {
  const calm = status(partition());
  const stalled = status(partition({ stall: 2 }));
  let looks = 0;
  const { stage } = makeStage([calm]);
  const readings = [...Array(5).fill(calm), stalled, ...Array(8).fill(calm)];
  stage.fresh = () => Promise.resolve(readings[looks++]!);
  await untilQuiet(stage, 30);
  equal(looks, 14);
});

Deno.test("untilQuiet() tells what did not come in time", async () => {
  const { stage } = makeStage([status(partition({ stall: 2 }))]);
  await rejects(untilQuiet(stage, 0), /Not within 0 s: all quiet/);
});
