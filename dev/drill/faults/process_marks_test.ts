import { deepEqual, equal } from "node:assert/strict";
import { makeMarkedStage } from "../testing.ts";
import { pause, resume } from "./process_marks.ts";

Deno.test("pause() and resume() mark what they do, and only that", async () => {
  const { stage, nodes: [node], told } = makeMarkedStage(2);
  await pause(stage, node!, "a follower");
  await resume(stage, node!);
  await resume(stage, node!);
  deepEqual(told(), ["node 2 stopped SIGSTOP: a follower", "node 2 continued"]);
});

Deno.test("resume() lets a node go on though the auditor does not answer", async () => {
  const { stage, nodes: [node] } = makeMarkedStage(2);
  const mark = () => Promise.reject(new Error("the auditor is gone"));
  Object.assign(stage, { auditor: { ...stage.auditor, mark } });
  await pause(stage, node!);
  await resume(stage, node!);
  equal(node!.state, "up");
});
