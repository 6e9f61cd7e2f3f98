import { equal, rejects } from "node:assert/strict";
import { goesOn, isCalm, keepsUp, untilQuiet } from "./calm.ts";
import { makeStage, partition, status } from "./testing.ts";

/** A partition at 50 records a second. */
const at = (acknowledged: number, read: number) => status(partition({ acknowledged, read }));

Deno.test("isCalm() wants every copy in sync and no stall", () => {
  equal(isCalm(status(partition(), partition({ partition: 1 }))), true);
  equal(isCalm(status()), false);
  equal(isCalm(status(partition(), partition({ leader: -1 }))), false);
  equal(isCalm(status(partition({ isr: [1, 3] }))), false);
  equal(isCalm(status(partition({ stall: 1.5 }))), false);
});

Deno.test("keepsUp() wants the group as fast as the senders, however far behind", () => {
  equal(keepsUp([at(100, 90), at(150, 145), at(200, 180)]), true);
  equal(keepsUp([at(1_000, 90), at(1_050, 130), at(1_100, 190)]), true);
  equal(keepsUp([at(1_000, 90), at(1_050, 300), at(1_100, 500)]), false);
  equal(keepsUp([at(100, 90), at(150, 90), at(160, 90)]), false);
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
  const stalled = status(partition({ stall: 2 }));
  let looks = 0;
  const { stage } = makeStage([stalled]);
  stage.fresh = () => {
    looks++;
    return Promise.resolve(looks === 6 ? stalled : at(100 + looks, 90 + looks));
  };
  await untilQuiet(stage, 30);
  equal(looks, 14);
});

Deno.test("untilQuiet() tells what did not come in time", async () => {
  const { stage } = makeStage([status(partition({ stall: 2 }))]);
  await rejects(untilQuiet(stage, 0), /Not within 0 s: all quiet/);
});
