import { deepEqual } from "node:assert/strict";
import { makeMarkedStage } from "../testing.ts";
import { leaveAloneAndKill } from "./acks1.ts";
import { stunAndKill } from "./stun.ts";

const NO_TIME = 0;

Deno.test("acks1 marks each step: followers stopped, leader killed, followers on, leader back", async () => {
  const { stage, told } = makeMarkedStage(2, 1, 3);
  const attack = await leaveAloneAndKill(stage, NO_TIME);
  await attack.inject();
  await attack.prove()[Symbol.asyncIterator]().next();
  await attack.heal();
  deepEqual(told(), [
    "node 1 stopped SIGSTOP: a follower",
    "node 3 stopped SIGSTOP: a follower",
    "node 1 continued",
    "node 3 continued",
    "node 2 gone SIGKILL",
    "node 2 started",
  ]);
});

Deno.test("acks0 marks each step: leader stopped, killed, back", async () => {
  const { stage, told } = makeMarkedStage(2, 1, 3);
  const attack = await stunAndKill(stage, NO_TIME);
  await attack.inject();
  await attack.prove()[Symbol.asyncIterator]().next();
  await attack.heal();
  deepEqual(told(), [
    "node 2 stopped SIGSTOP: what is sent to it stays in its sockets",
    "node 2 gone SIGKILL",
    "node 2 started",
  ]);
});
