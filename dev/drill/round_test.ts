import { deepEqual, equal, match, rejects } from "node:assert/strict";
import type { Attack } from "./fault.ts";
import type { News } from "./news.ts";
import { AT_ONCE } from "./pace.ts";
import { Round } from "./round.ts";
import { LateError } from "./stage.ts";
import { makeStage, NO_LAB, partition, status } from "./testing.ts";
import { makeAttack } from "./testing.ts";

const BEFORE = status(partition({ sent: 100 }));
const AFTER = status(partition({ sent: 300, acknowledged: 200, read: 200, longestStall: 3.21 }));

/** A round of this attack, and what came of it. */
function setUp(
  attack: Attack,
  {
    statuses = [BEFORE, AFTER],
    signal = new AbortController().signal,
    tell = (_one: News): void => {},
    planted = undefined as string | undefined,
  } = {},
) {
  const { stage, told, faults } = makeStage(statuses, signal);
  const news: News[] = [];
  const round = new Round({
    ...{ attack, stage, lab: NO_LAB, drill: "01-test", fault: "test", pace: AT_ONCE },
    ...{ replicas: "/nowhere", bites: 1, limits: attack.limits, planted },
    tell: (one) => {
      news.push(one);
      tell(one);
    },
  });
  return { round, told, faults, news };
}

Deno.test("a round declares, injects, proves, goes on and heals, in this order", async () => {
  const done: string[] = [];
  const { round, told, faults } = setUp(makeAttack(done));
  await round.run();
  deepEqual(done, ["inject", "heal"]);
  deepEqual(told, ["inject", "bite", "overcome", "heal"]);
  deepEqual(faults, [
    {
      ...{ name: "test", expectation: "nothing happens", bites: 1 },
      limits: { writing: 1, reading: 2 },
    },
    { name: "test", proof: "it hurt" },
  ]);
  match(round.outcome, /^it hurt; every partition went on; longest stall until then \d/);
});

Deno.test("a round posts each proof when it is there, and says what is awaited then", async () => {
  const second = Promise.withResolvers<string>();
  const prove = async function* () {
    yield "it is gone";
    yield await second.promise;
  };
  const attack = makeAttack([], { prove, bites: 2, lasts: 0 });
  const { round, faults, news } = setUp(attack);
  const running = round.run();
  while (news.at(-1)?.phase !== "bite") await new Promise((resolve) => setTimeout(resolve, 1));
  deepEqual(faults.slice(1), [{ name: "test", proof: "it is gone" }]);
  second.resolve("others lead");
  await running;
  deepEqual(news.slice(0, 3).map(({ detail, next, within }) => [detail, next, within]), [
    ["nobody", "nothing happens", 1],
    ["it is gone", "nothing happens", 1],
    ["others lead", "an acknowledgement and a reading in each partition", undefined],
  ]);
});

Deno.test("a round says what is planted before what is to come of it", async () => {
  const { round, news } = setUp(makeAttack([]), { planted: "followers are stopped" });
  await round.run();
  const [{ detail, next, within }] = news as [News];
  deepEqual([detail, next, within], [
    "nobody; planted: followers are stopped",
    "nothing happens",
    undefined,
  ]);
});

Deno.test("a round heals where the injection fails, and tells the failure", async () => {
  const done: string[] = [];
  const inject = () => Promise.reject(new Error("no such node"));
  const { round } = setUp(makeAttack(done, { inject }));
  await rejects(round.run(), /no such node/);
  deepEqual(done, ["heal"]);
});

Deno.test("a round heals though nothing can be told any more", async () => {
  const done: string[] = [];
  const tell = ({ phase }: News) => {
    if (phase === "heal") throw new Error("no space left on device");
  };
  const { round } = setUp(makeAttack(done), { tell });
  await rejects(round.run(), /no space left/);
  deepEqual(done, ["inject", "heal"]);
});

Deno.test("a round tells what is late in healing, for the auditor to judge", async () => {
  const heal = () => Promise.reject(new LateError("a second copy", 90, undefined));
  const { round, told } = setUp(makeAttack([], { heal, overcome: "when healed" }));
  await round.run();
  deepEqual(told, ["inject", "bite", "heal", "late", "overcome"]);
  match(round.outcome, /Not within 90 s: a second copy; every partition went on/);
});

Deno.test("a round heals when it is to end, whatever it waits for", async () => {
  for (const lasts of [0, 60]) {
    const done: string[] = [];
    const stop = new AbortController();
    const attack = makeAttack(done, { lasts });
    const statuses = lasts > 0 ? [BEFORE, AFTER] : [BEFORE];
    const { round, news } = setUp(attack, { statuses, signal: stop.signal });
    const running = round.run();
    const last = lasts > 0 ? "overcome" : "bite";
    while (news.at(-1)?.phase !== last) await new Promise((resolve) => setTimeout(resolve, 1));
    stop.abort(new Error("Ctrl-C"));
    await rejects(running, /Ctrl-C/);
    deepEqual(done, ["inject", "heal"]);
  }
});

Deno.test("a round goes on without a proof that does not come, for the auditor to judge", async () => {
  const done: string[] = [];
  const prove = async function* () {
    yield await Promise.reject<string>(new LateError("the end of it", 3, undefined));
  };
  const { round, told, faults } = setUp(makeAttack(done, { prove }));
  await round.run();
  deepEqual(told, ["inject", "late", "overcome", "heal"]);
  equal(faults.filter(({ proof }) => proof !== undefined).length, 0);
  match(round.outcome, /^Not within 3 s: the end of it; every partition went on/);
});

Deno.test("a round waits for progress only after healing where none can be before", async () => {
  const { round, told } = setUp(makeAttack([], { overcome: "when healed" }));
  await round.run();
  deepEqual(told, ["inject", "bite", "heal", "overcome"]);
});
