import { deepEqual, equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { checkHealth, checkReadiness } from "./health.ts";
import { Lanes } from "./lanes.ts";
import { FakeEngines } from "./testing/fake_engine.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";
import { Observer } from "./testing/observer.ts";

function setup() {
  const engines = new FakeEngines();
  const time = new FakeTime();
  const lanes = new Lanes({
    engines: engines.factory,
    observer: new Observer(),
    time,
    batchSize: 10,
    deliveryTimeout: 1_000_000,
  });
  return { engines, time, lanes };
}

Deno.test("checkReadiness() waits for every partition's producer id", async () => {
  const { engines, lanes, time } = setup();
  equal(checkReadiness(lanes).ok, false);
  engines.refusal = new Error("refused");
  lanes.grow(2);
  await settle();
  deepEqual(checkReadiness(lanes), {
    ok: false,
    detail: { partitions: 2, without_producer_id: [0, 1] },
  });
  engines.refusal = undefined;
  await time.advance(1_000);
  equal(checkReadiness(lanes).ok, true);
  await lanes.drain(0);
});

Deno.test("checkHealth() is ill only when nothing at all gets through", async () => {
  const { lanes, time, engines } = setup();
  lanes.grow(2);
  const check = () => checkHealth(lanes, { now: time.now(), patience: 120_000 }).ok;
  lanes.all[0]!.offer("AAPL", Buffer.from("value"), time.now());
  lanes.all[1]!.offer("AAPL", Buffer.from("value"), time.now());
  await time.advance(120_000);
  equal(check(), true);
  await time.advance(1);
  equal(check(), false);
  engines.sends[1]!.answer({ kind: "acknowledged", baseOffset: 0n });
  await settle();
  equal(check(), true);
  await lanes.drain(0);
});
