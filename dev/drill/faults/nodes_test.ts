import { deepEqual, match, ok } from "node:assert/strict";
import type { KafkaNode } from "../../kafka/embedded.ts";
import { makeStage, partition, status } from "../testing.ts";
import { Killing } from "./nodes.ts";
import { pause, resume } from "./process_marks.ts";

/** A stage whose auditor keeps the marks, and a node that does as it is told. */
function setUp() {
  const { stage } = makeStage([status(partition())]);
  const marks: { name: string; phase: string; detail: string; time: number }[] = [];
  const mark = (name: string, phase: string, detail: string, time?: Date) => {
    marks.push({ name, phase, detail, time: time!.getTime() });
    return Promise.resolve();
  };
  Object.assign(stage, { auditor: { ...stage.auditor, mark } });
  const node = {
    ...{ id: 2, state: "up", pid: 1_000_000 },
    kill: () => Promise.resolve(void (node.state = "dead")),
    start: () => Promise.resolve(void (node.state = "up")),
    pause: () => void (node.state = "paused"),
    resume: () => void (node.state = "up"),
  };
  return { stage, marks, node: node as unknown as KafkaNode };
}

Deno.test("Killing marks the moments in which the process ended and was started again", async () => {
  const { stage, marks, node } = setUp();
  const killing = new Killing(node);
  await killing.inject("SIGKILL");
  const killed = Date.now();
  match(await killing.gone(stage), /^process 1000000 of node 2 was gone \d/);
  await killing.heal(stage);
  await killing.heal(stage);
  deepEqual(marks.map(({ name, phase, detail }) => [name, phase, detail]), [
    ["node 2", "gone", "SIGKILL"],
    ["node 2", "started", ""],
  ]);
  ok(marks[0]!.time <= killed, "not when it was looked at");
});

Deno.test("pause() and resume() mark what they do, and only that", async () => {
  const { stage, marks, node } = setUp();
  await pause(stage, node, "a follower");
  await resume(stage, node);
  await resume(stage, node);
  deepEqual(marks.map(({ name, phase, detail }) => [name, phase, detail]), [
    ["node 2", "stopped", "SIGSTOP: a follower"],
    ["node 2", "continued", ""],
  ]);
});

Deno.test("resume() lets a node go on though the auditor does not answer", async () => {
  const { stage, node } = setUp();
  const mark = () => Promise.reject(new Error("the auditor is gone"));
  Object.assign(stage, { auditor: { ...stage.auditor, mark } });
  await pause(stage, node);
  await resume(stage, node);
  deepEqual(node.state, "up");
});
