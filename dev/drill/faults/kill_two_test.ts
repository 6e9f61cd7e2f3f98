import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import type { KafkaNode } from "../../kafka/embedded.ts";
import { makeStage, partition, status } from "../testing.ts";
import { killTwo } from "./kill_two.ts";

const LEADERS = [2, 3, 2, 1, 2];

/** Three nodes, of which the second leads most, and one sender: a process of its own. */
function setUp() {
  const sender = new Deno.Command("sleep", { args: ["60"] }).spawn();
  const stop = new AbortController();
  const seen = {
    ...status(...LEADERS.map((leader, at) => partition({ partition: at, leader }))),
    senders: [{ name: "sender-1", pid: sender.pid, state: "running", starts: 1 } as const],
  };
  const { stage, faults } = makeStage([seen], stop.signal);
  const done: string[] = [];
  const nodes = [1, 2, 3].map((id) => {
    const node = {
      ...{ id, state: "up", pid: 1_000_000 + id, address: "127.0.0.1:1" },
      isActiveController: () => false,
      kill: (signal: string) => {
        done.push(`${signal} ${id}`);
        node.state = "dead";
        return Promise.resolve();
      },
      start: () => {
        done.push(`start ${id}`);
        node.state = "up";
        return id === 1 ? Promise.reject(new Error("no port")) : Promise.resolve();
      },
    };
    return node;
  });
  Object.assign(stage, { nodes: nodes as unknown as KafkaNode[] });
  return { stage, faults, done, stop, sender };
}

Deno.test("kill-two leaves the node that could acknowledge most, and has a sender replaced", async () => {
  const { stage, done, sender } = setUp();
  const attack = await killTwo.plan(stage);
  match(attack.victim, /^nodes . and ., and sender-1; node 2 is left, which leads .* 0, 2 and 4$/);
  deepEqual(attack.kills, ["sender-1"]);
  await attack.inject();
  deepEqual(done.sort(), ["SIGKILL 1", "SIGKILL 3"]);
  equal((await sender.status).signal, "SIGKILL");
});

Deno.test("kill-two starts both again and says what was forbidden, whatever fails and though it is to end", async () => {
  const { stage, faults, done, stop, sender } = setUp();
  const attack = await killTwo.plan(stage);
  await attack.inject();
  await sender.status;
  stop.abort(new Error("Ctrl-C"));
  await rejects(attack.heal(), /no port|Ctrl-C/);
  deepEqual(done.slice(2).sort(), ["start 1", "start 3"]);
  const { from, to } = faults[0]!.forbidden!;
  ok(Date.parse(from) <= Date.parse(to) && Date.now() - Date.parse(from) < 60_000, from);
  await attack.heal();
  equal(faults.length, 1);
});

Deno.test("kill-two forbids nothing where it did not come to kill both", async () => {
  const { stage, faults, sender } = setUp();
  const attack = await killTwo.plan(stage);
  await attack.heal();
  deepEqual(faults, []);
  sender.kill("SIGKILL");
  await sender.status;
});
