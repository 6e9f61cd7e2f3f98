import { deepEqual, equal, rejects } from "node:assert/strict";
import { Interruptible } from "./interruptible.ts";
import { FakeTime } from "./testing/fake_time.ts";

Deno.test("Interruptible passes on what the work comes to, and leaves no timer", async () => {
  const time = new FakeTime();
  const waits = new Interruptible(time);
  equal(await waits.within(1_000, () => Promise.resolve("done")), "done");
  await rejects(waits.within(1_000, () => Promise.reject(new Error("broken"))), /broken/);
  equal(time.pending, 0);
});

Deno.test("Interruptible ends a wait when its time is up, and tells the work", async () => {
  const time = new FakeTime();
  const waits = new Interruptible(time);
  const signals: AbortSignal[] = [];
  const waiting = waits.within(1_000, (signal) => {
    signals.push(signal);
    return new Promise(() => {});
  });
  await time.advance(999);
  equal(signals[0]!.aborted, false);
  await time.advance(1);
  deepEqual([await waiting, signals[0]!.aborted, time.pending], [undefined, true, 0]);
});

Deno.test("Interruptible ends the present wait and all later ones on interruption", async () => {
  const time = new FakeTime();
  const waits = new Interruptible(time);
  const waiting = waits.unlimited(() => new Promise(() => {}));
  waits.interrupt();
  equal(await waiting, undefined);
  await waits.pause(60_000);
  equal(await waits.within(60_000, () => new Promise(() => {})), undefined);
  deepEqual([waits.interrupted, time.pending], [true, 0]);
});
