import { deepEqual, match, ok } from "node:assert/strict";
import { makeMarkedStage } from "../testing.ts";
import { Killing } from "./nodes.ts";

Deno.test("Killing marks the moments in which the process ended and was started again", async () => {
  const { stage, nodes: [node], marks, told } = makeMarkedStage(2);
  const killing = new Killing(node!);
  await killing.inject("SIGKILL");
  const killed = Date.now();
  match(await killing.gone(stage), /^process 1000002 of node 2 was gone \d/);
  await killing.heal(stage);
  await killing.heal(stage);
  deepEqual(told(), ["node 2 gone SIGKILL", "node 2 started"]);
  ok(marks[0]!.time <= killed, "not when it was looked at");
});
