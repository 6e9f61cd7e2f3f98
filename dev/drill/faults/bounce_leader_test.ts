import { deepEqual, match } from "node:assert/strict";
import type { KafkaNode } from "../../kafka/embedded.ts";
import { makeStage, partition, status } from "../testing.ts";
import { bounceLeader } from "./bounce_leader.ts";

/** A stage on which this node leads partition 0, and that one is the active controller. */
function setUp(leader: number, controller: number) {
  const { stage, faults } = makeStage([status(partition({ partition: 0, leader }))]);
  const nodes = [1, 2, 3].map((id) => ({
    ...{ id, state: "up", pid: 100 + id },
    isActiveController: () => id === controller,
    kill: () => Promise.resolve(),
  }));
  Object.assign(stage, { nodes: nodes as unknown as KafkaNode[] });
  return { stage, faults };
}

Deno.test("bounce-leader excuses four seconds where the victim is the controller, in this round", async () => {
  const { stage, faults } = setUp(2, 2);
  const attack = await bounceLeader.plan(stage);
  deepEqual([attack.limits.writing, attack.allowed!.writing], [13, 17]);
  match(attack.victim, /^node 2, .* is the active controller$/);
  match(attack.expectation, /within 17 s/);
  const before = Date.now();
  await attack.inject();
  const { from, to } = faults[0]!.excused!;
  deepEqual(Date.parse(to) - Date.parse(from), 4_000);
  // The outage has begun by then, and goes on.
  deepEqual(Date.parse(from) - before < 2_000 && Date.parse(from) >= before + 1_000, true);
});

Deno.test("bounce-leader excuses nothing where the controller lives", async () => {
  const { stage, faults } = setUp(2, 3);
  const attack = await bounceLeader.plan(stage);
  deepEqual([attack.limits.writing, attack.allowed!.writing], [13, 13]);
  await attack.inject();
  deepEqual(faults, []);
});
