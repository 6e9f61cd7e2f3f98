import { deepEqual, equal, match, ok } from "node:assert/strict";
import { readSettings } from "@kafka-sim/common/settings";
import { FAULTS } from "./faults/all.ts";
import { PLANTS } from "./plants/all.ts";
import { choose, drillSettings, splitArgs } from "./settings.ts";

/** The names of the faults that are chosen, or the problems. */
function chosen(...args: string[]): string[] {
  const { names, rest } = splitArgs(args);
  const settings = readSettings(drillSettings, { args: rest, env: () => undefined });
  const choice = choose(names, settings);
  return Array.isArray(choice) ? choice : choice.faults.map(({ name }) => name);
}

Deno.test("splitArgs() tells faults from options, wherever they stand", () => {
  deepEqual(splitArgs(["none", "--rate", "50", "kill-two", "--step", "--nonsense"]), {
    names: ["none", "kill-two"],
    rest: ["--rate=50", "--step", "--nonsense"],
  });
});

Deno.test("choose() takes the faults in the order in which they are named", () => {
  deepEqual(chosen("kill-two", "none", "kill-two"), ["kill-two", "none", "kill-two"]);
  deepEqual(chosen("all"), FAULTS.map(({ name }) => name));
  deepEqual(chosen(), ["kill-leader"]);
});

Deno.test("choose() takes a plant's own fault, and no other", () => {
  deepEqual(chosen("--plant=acks0"), ["kill-leader"]);
  deepEqual(chosen("--plant=deleted"), ["none"]);
  deepEqual(chosen("kill-leader", "--plant", "acks1"), ["kill-leader"]);
  match(chosen("pause-leader", "--plant=acks1")[0]!, /Cannot plant "acks1" but in/);
  match(chosen("all", "--plant=deleted")[0]!, /Cannot plant "deleted" but in/);
});

Deno.test("choose() refuses what it does not know and what another Kafka cannot take", () => {
  match(chosen("kill-leader", "flood")[0]!, /Cannot do fault "flood": there are none, kill-leader/);
  match(chosen("kill-leader", "--kafka=localhost:9092")[0]!, /with any fault but "none"/);
  deepEqual(chosen("none", "--kafka=localhost:9092"), ["none"]);
});

Deno.test("faults and plants have names of their own and say what they do", () => {
  const all = [...FAULTS, ...PLANTS];
  equal(new Set(all.map(({ name }) => name)).size, all.length - 0);
  for (const { name, meaning } of all) {
    match(name, /^[a-z0-9-]+$/);
    ok(meaning.length > 10 && !meaning.endsWith("."), name);
  }
});
