import { deepEqual, equal } from "node:assert/strict";
import { Breaker } from "./breaker.ts";
import { openLog } from "./log.ts";
import type { ProbeAnswer } from "./probe.ts";

function setup(answers: Record<string, ProbeAnswer>) {
  const events: Record<string, unknown>[] = [];
  const log = openLog({
    program: "test",
    level: "INFO",
    write: (line) => events.push(JSON.parse(line)),
  });
  const probed: string[] = [];
  const breaker = new Breaker({
    log,
    lookEvery: 5,
    probe: (address) => {
      probed.push(address);
      return Promise.resolve(answers[address]!);
    },
  });
  const cut: string[] = [];
  breaker.onCut((address) => cut.push(address));
  for (const address of Object.keys(answers)) breaker.know(address);
  return { breaker, events, probed, cut, answers };
}

const strict = { sanitizeOps: true, sanitizeResources: true } as const;

Deno.test("Breaker suspends a broker that stays silent on a fresh connection", strict, async () => {
  const { breaker, cut, events } = setup({ "a:1": "silent", "b:1": "answered" });
  await breaker.requestTimedOut("a:1");
  deepEqual([breaker.isSuspended("a:1"), breaker.isSuspended("b:1"), cut], [true, false, ["a:1"]]);
  deepEqual(events.map(({ event, broker }) => [event, broker]), [
    ["request_timed_out", "a:1"],
    ["broker_suspended", "a:1"],
  ]);
  breaker.close();
});

Deno.test("Breaker suspends none that answers or refuses", strict, async () => {
  // With acks=all a healthy leader is late while it waits for a dead follower; a refused
  // connection is an error that kafkajs deals with.
  const { breaker, cut } = setup({ "a:1": "answered", "b:1": "refused", "c:1": "silent" });
  await breaker.requestTimedOut("a:1");
  await breaker.requestTimedOut("b:1");
  deepEqual([breaker.isSuspended("a:1"), breaker.isSuspended("b:1"), cut], [false, false, []]);
  breaker.close();
});

Deno.test("Breaker never suspends the last broker", strict, async () => {
  const { breaker, cut } = setup({ "a:1": "silent", "b:1": "silent", "c:1": "silent" });
  for (const address of ["a:1", "b:1", "c:1"]) await breaker.requestTimedOut(address);
  deepEqual(cut, ["a:1", "b:1"]);
  equal(breaker.isSuspended("c:1"), false);
  breaker.close();
});

Deno.test("Breaker does not suspend an only broker", strict, async () => {
  const { breaker } = setup({ "a:1": "silent" });
  await breaker.requestTimedOut("a:1");
  equal(breaker.isSuspended("a:1"), false);
  breaker.close();
});

Deno.test("Breaker asks once for time-outs that come together", strict, async () => {
  const { breaker, probed } = setup({ "a:1": "silent", "b:1": "answered" });
  await Promise.all([1, 2, 3].map(() => breaker.requestTimedOut("a:1")));
  deepEqual(probed, ["a:1"]);
  breaker.close();
});

Deno.test(
  "Breaker lets a broker back in as soon as it answers, and not before",
  strict,
  async () => {
    const { breaker, probed, answers } = setup({ "a:1": "silent", "b:1": "answered" });
    await breaker.requestTimedOut("a:1");
    while (probed.length < 4) await new Promise((resolve) => setTimeout(resolve, 1));
    equal(breaker.isSuspended("a:1"), true);
    answers["a:1"] = "answered";
    while (breaker.isSuspended("a:1")) await new Promise((resolve) => setTimeout(resolve, 1));
    breaker.close();
  },
);

Deno.test("Breaker is closed with a suspension under way", strict, async () => {
  const { breaker } = setup({ "a:1": "silent", "b:1": "answered" });
  await breaker.requestTimedOut("a:1");
  breaker.close();
  equal(breaker.isSuspended("a:1"), false);
});
