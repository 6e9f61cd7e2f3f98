import { deepEqual, equal, match } from "node:assert/strict";
import { type FaultNode, Faults } from "./faults.ts";
import type { NodeState } from "./kafka/node.ts";

class FakeNode implements FaultNode {
  readonly done: string[] = [];
  failure: Error | undefined;

  constructor(readonly id: number, public state: NodeState) {}

  kill(signal: string): Promise<void> {
    this.done.push(signal);
    this.state = "stopping";
    return Promise.resolve();
  }
  pause(): void {
    this.done.push("pause");
    this.state = "paused";
  }
  resume(): void {
    this.done.push("resume");
  }
  start(): Promise<void> {
    this.done.push("start");
    return this.failure ? Promise.reject(this.failure) : Promise.resolve();
  }
}

function cluster(...states: NodeState[]): FakeNode[] {
  return states.map((state, index) => new FakeNode(index + 1, state));
}

/** Node 2 leads most, then 3, then 1. */
const LEADS = (id: number) => [0, 1, 3, 2][id]!;

Deno.test("Faults.kill() kills the leader of most partitions among those that are up", () => {
  const nodes = cluster("up", "up", "up");
  match(new Faults(nodes, LEADS).kill(), /Killed node 2, which led 3 partitions/);
  deepEqual(nodes.map(({ done }) => done.join()), ["", "SIGKILL", ""]);
  const rest = cluster("up", "dead", "up");
  match(new Faults(rest, LEADS).kill(), /Killed node 3/);
  match(new Faults(cluster("dead", "starting", "paused"), LEADS).kill(), /No node is up/);
});

Deno.test("Faults says what it means when two of three nodes are gone", () => {
  const whole = new Faults(cluster("up", "up", "up"), LEADS);
  equal(whole.kill(), "Killed node 2, which led 3 partitions: r brings it back");
  match(whole.kill(), /Killed node 3.*nothing can be written with 1 of 3 nodes up/);
  const rest = new Faults(cluster("up", "dead", "up"), LEADS);
  match(rest.pauseOrResume(), /Paused node 3.*nothing can be written with 1 of 3 nodes up/);
});

Deno.test("Faults.pauseOrResume() freezes one, and thaws it the next time", () => {
  const nodes = cluster("up", "up", "up");
  match(new Faults(nodes, LEADS).pauseOrResume(), /Paused node 2/);
  deepEqual(nodes[1]!.done, ["pause"]);
  const paused = cluster("up", "paused", "up");
  match(new Faults(paused, LEADS).pauseOrResume(), /Resumed node 2/);
  deepEqual(paused.map(({ done }) => done.join()), ["", "resume", ""]);
});

Deno.test("Faults.revive() starts all that are dead, and tells of one that does not come", async () => {
  const nodes = cluster("dead", "up", "dead");
  nodes[2]!.failure = new Error("disk full");
  const told = Promise.withResolvers<string>();
  match(new Faults(nodes, LEADS).revive(told.resolve), /Bringing back node 1, 3/);
  equal(await told.promise, "Node 3 is not back: disk full");
  deepEqual(nodes.map(({ done }) => done.join()), ["start", "", "start"]);
  match(new Faults(cluster("up"), LEADS).revive(() => {}), /No node is dead/);
});
