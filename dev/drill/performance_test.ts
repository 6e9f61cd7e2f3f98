import { deepEqual, equal, match } from "node:assert/strict";
import type { Fault } from "./fault.ts";
import type { News } from "./news.ts";
import { AT_ONCE } from "./pace.ts";
import { Performance } from "./performance.ts";
import type { Plant } from "./plant.ts";
import { LateError } from "./stage.ts";
import { makeAttack, makeStage, NO_LAB, partition, status } from "./testing.ts";

/** What is waited for, in this order: twice before the first round and twice after each. */
const IN_SYNC = "every copy in sync, as every node sees it";

/** A performance of two rounds on a stage on which one wait of those for calm is in vain. */
function setUp({ lateAt = Infinity, plant }: { lateAt?: number; plant?: Plant } = {}) {
  const done: string[] = [];
  const news: News[] = [];
  const { stage, told, faults } = makeStage([status(partition())]);
  let waits = 0;
  stage.until = (what, seconds) =>
    what === IN_SYNC && ++waits === lateAt
      ? Promise.reject(new LateError(what, seconds, undefined))
      : Promise.resolve({ found: undefined as never, seconds: 0 });
  const fault: Fault = {
    ...{ name: "test", meaning: "nothing", needs: "anything", rounds: 2 },
    plan: () => Promise.resolve(makeAttack(done)),
  };
  const performance = new Performance({
    ...{ name: "01-test", fault, plant, lab: NO_LAB, folder: "/nowhere", importMap: "" },
    ...{ tell: (one) => news.push(one), pace: AT_ONCE },
  });
  return { performance, stage, done, told, faults, news };
}

Deno.test("a performance does each round on a cluster that is steady", async () => {
  const { performance, stage, done, faults } = setUp();
  await performance.run(stage);
  deepEqual(done, ["inject", "heal", "inject", "heal"]);
  equal(performance.isWell, true);
  match(
    faults.at(-1)!.outcome!,
    /^1\. nobody, within 1 s: it hurt; .*; then 2\. nobody, within 1 s/,
  );
  deepEqual(faults.filter(({ doubt }) => doubt), []);
});

Deno.test("a performance injects nothing into a cluster that is not steady, and doubts the run", async () => {
  const { performance, stage, done, faults } = setUp({ lateAt: 1 });
  await performance.run(stage);
  deepEqual(done, []);
  equal(performance.isWell, false);
  match(faults.at(-1)!.doubt!, /"test" was done not once, .*Not within 90 s: every copy in sync/);
});

Deno.test("a performance leaves out the rounds after which it is not steady, and doubts the run", async () => {
  const { performance, stage, done, faults } = setUp({ lateAt: 2 });
  await performance.run(stage);
  deepEqual(done, ["inject", "heal"]);
  match(faults.at(-1)!.doubt!, /"test" was done 1 of 2 times, /);
});

Deno.test("a performance leaves it to the auditor what is not quiet in the end", async () => {
  const { performance, stage, done, faults, news } = setUp({ lateAt: 3 });
  await performance.run(stage);
  equal(done.length, 4);
  equal(performance.isWell, false);
  equal(news.at(-1)!.phase, "late");
  deepEqual(faults.filter(({ doubt }) => doubt), []);
});

Deno.test("a performance closes what was laid, springs nothing when late, and asks for its count", async () => {
  const laid: string[] = [];
  const note = (what: string) => void laid.push(what);
  const plant: Plant = {
    ...{ name: "weed", meaning: "a weed", finds: "lost", fault: undefined as never },
    lay: () =>
      Promise.resolve({
        spring: () => Promise.resolve(note("spring")).then(() => "it sprang"),
        close: () => Promise.resolve(note("close")),
        count: () => Promise.resolve(7),
      }),
  };
  const well = setUp({ plant });
  await well.performance.run(well.stage);
  deepEqual([laid.splice(0), well.performance.planted], [["spring", "close"], 7]);
  equal(well.faults.find(({ planted }) => planted)?.planted, "a weed");
  const late = setUp({ plant, lateAt: 3 });
  await late.performance.run(late.stage);
  deepEqual(laid, ["close"]);
});
