import { deepEqual, equal, match, ok, rejects, strictEqual } from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { SendOutcome } from "./engine.ts";
import { Lane, type LaneOptions } from "./lane.ts";
import { FakeEngines } from "./testing/fake_engine.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";
import { Observer, sequences } from "./testing/observer.ts";

const RETRIABLE: SendOutcome = { kind: "retriable", error: new Error("no leader") };
const FATAL: SendOutcome = { kind: "fatal", error: new Error("out of order") };

function acknowledged(baseOffset: bigint): SendOutcome {
  return { kind: "acknowledged", baseOffset };
}

function start(options: Partial<LaneOptions> = {}) {
  const engines = new FakeEngines();
  const observer = new Observer();
  const time = new FakeTime();
  const lane = new Lane({
    partition: 3,
    engines: engines.factory,
    observer,
    time,
    batchSize: 10,
    deliveryTimeout: 120_000,
    ...options,
  });
  const offer = (count: number) => {
    for (; count > 0; count--) lane.offer("AAPL", Buffer.from("value"), time.now());
  };
  return { lane, engines, observer, time, offer, running: lane.run() };
}

Deno.test("Lane has one request in flight and keeps the order", async () => {
  const { lane, engines, observer, offer, running } = start();
  offer(4);
  await settle();
  offer(25);
  await settle();
  equal(engines.sends.length, 1);
  for (let sent = 1; sent <= 4; sent++) {
    equal(engines.sends.length, sent);
    engines.last.answer(acknowledged(BigInt(sent)));
    await settle();
  }
  deepEqual(engines.sends.map(({ batch }) => batch.records.length), [4, 10, 10, 5]);
  deepEqual(observer.sequences, Array.from({ length: 29 }, (_, at) => at));
  equal(lane.size, 0);
  lane.drain();
  await running;
  deepEqual(engines.closed, [0]);
});

Deno.test("Lane resends the sealed batch, not what has come in since", async () => {
  const { lane, engines, observer, time, offer, running } = start();
  offer(3);
  await settle();
  const [first] = engines.sends;
  offer(5);
  // kafkajs' own five retries would have ended long before.
  for (let attempt = 1; attempt <= 30; attempt++) {
    engines.last.answer(RETRIABLE);
    await time.advance(1_000);
    equal(engines.sends.length, attempt + 1);
    strictEqual(engines.last.batch, first!.batch);
    equal(engines.last.engine, 0);
  }
  engines.last.answer(acknowledged(0n));
  await settle();
  equal(observer.retries.length, 30);
  deepEqual(sequences(engines.last.batch), [3, 4, 5, 6, 7]);
  engines.last.answer(acknowledged(3n));
  lane.drain();
  await running;
});

Deno.test("Lane waits longer from attempt to attempt, a second at most", async () => {
  const { lane, engines, time, offer, running } = start();
  offer(1);
  await settle();
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 7; attempt++) {
    const before = time.now();
    engines.last.answer(RETRIABLE);
    while (engines.sends.length === attempt) await time.advance(10);
    waits.push(time.now() - before);
  }
  deepEqual(waits, [50, 100, 200, 400, 800, 1_000, 1_000]);
  lane.abort();
  await running;
});

Deno.test("Lane gives up 120 s after the first sending and goes on with a new producer id", async () => {
  const { lane, engines, observer, time, offer, running } = start();
  offer(2);
  await settle();
  offer(2);
  engines.last.answer(RETRIABLE);
  await time.advance(119_999);
  equal(observer.givenUp.length, 0);
  await time.advance(1);
  const [{ batch, error }] = observer.givenUp as [typeof observer.givenUp[0]];
  deepEqual(sequences(batch), [0, 1]);
  match(String(error), /within 120000 ms/);
  deepEqual(engines.closed, [0]);
  await time.advance(1_000);
  equal(engines.last.engine, 1);
  deepEqual(sequences(engines.last.batch), [2, 3]);
  engines.last.answer(acknowledged(9n));
  await settle();
  deepEqual(observer.sequences, [2, 3]);
  lane.drain();
  await running;
});

Deno.test("Lane does not wait for an engine that never answers", async () => {
  const { lane, engines, observer, time, offer, running } = start();
  offer(1);
  await time.advance(120_000);
  equal(observer.givenUp.length, 1);
  // The answer comes too late: the batch has been reported, and stays unknown.
  engines.last.answer(acknowledged(0n));
  await settle();
  equal(observer.acknowledgedBatches.length, 0);
  lane.drain();
  await time.advance(1_000);
  await running;
});

Deno.test("Lane sends a batch no more once it is given up", async () => {
  const { lane, engines, observer, time, offer, running } = start({ deliveryTimeout: 100 });
  offer(1);
  await settle();
  engines.last.answer(RETRIABLE);
  await time.advance(50);
  engines.last.answer(RETRIABLE);
  await time.advance(2_000);
  deepEqual([engines.sends.length, observer.givenUp.length], [2, 1]);
  lane.drain();
  await running;
});

Deno.test("Lane gives a batch up at once when the producer id is refused", async () => {
  const { lane, engines, observer, time, offer, running } = start();
  offer(1);
  await settle();
  offer(1);
  engines.last.answer(FATAL);
  await time.advance(1_000);
  deepEqual(observer.givenUp.map(({ batch }) => sequences(batch)), [[0]]);
  deepEqual([engines.closed, engines.last.engine, engines.last.batch.firstSequence], [[0], 1, 1]);
  engines.last.answer(acknowledged(0n));
  lane.drain();
  await running;
});

Deno.test("Lane keeps its producer id as long as nothing is given up", async () => {
  const { lane, engines, time, offer, running } = start();
  for (let round = 0; round < 20; round++) {
    offer(1);
    await settle();
    if (round % 3 === 0) engines.last.answer(RETRIABLE);
    await time.advance(1_000);
    engines.last.answer(acknowledged(BigInt(round)));
    await settle();
  }
  equal(engines.asked, 1);
  lane.drain();
  await running;
});

Deno.test("Lane changes its producer id before kafkajs' sequence overflows", async () => {
  const engines = new FakeEngines();
  engines.capacity = 5;
  const { lane, observer, offer, running } = start({ engines: engines.factory, batchSize: 2 });
  offer(10);
  await settle();
  while (engines.sends.length < 5 || lane.size > 0) {
    engines.last.answer(acknowledged(0n));
    await settle();
  }
  deepEqual(engines.sends.map(({ engine }) => engine), [0, 0, 1, 1, 2]);
  deepEqual(observer.sequences, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  lane.drain();
  await running;
});

Deno.test("Lane keeps asking for a producer id while the cluster is not reached", async () => {
  const engines = new FakeEngines();
  engines.refusal = new Error("refused");
  const { lane, observer, time, offer, running } = start({ engines: engines.factory });
  offer(1);
  await time.advance(300_000);
  ok(engines.asked > 250);
  equal(lane.ready, false);
  // Nothing has been handed over, so nothing is unknown, however long it takes.
  deepEqual([observer.sent.length, observer.givenUp.length], [0, 0]);
  engines.refusal = undefined;
  await time.advance(1_000);
  equal(lane.ready, true);
  engines.last.answer(acknowledged(0n));
  lane.drain();
  await running;
});

Deno.test("Lane announces a batch before it is handed over, and sends none it could not announce", async () => {
  const engines = new FakeEngines();
  const observer = new Observer();
  const seen: number[] = [];
  observer.sending = () => {
    seen.push(engines.sends.length);
    if (seen.length === 2) throw new Error("disk full");
  };
  const { lane, offer, running } = start({ engines: engines.factory, observer });
  offer(1);
  await settle();
  offer(1);
  engines.last.answer(acknowledged(0n));
  await rejects(running, /disk full/);
  deepEqual(seen, [0, 1]);
  equal(engines.sends.length, 1);
  deepEqual(engines.closed, [0]);
  equal(lane.size, 1);
});

Deno.test("Lane delivers everything before drain() ends it", async () => {
  const { lane, engines, observer, time, offer, running } = start();
  offer(15);
  await settle();
  lane.drain();
  engines.last.answer(RETRIABLE);
  await time.advance(1_000);
  engines.last.answer(acknowledged(0n));
  await settle();
  engines.last.answer(acknowledged(10n));
  await running;
  equal(observer.sequences.length, 15);
  equal(time.pending, 0);
});

Deno.test("Lane reports what is under way as unknown when aborted, and leaves no timer", async () => {
  for (const retrying of [false, true]) {
    const { lane, engines, observer, time, offer, running } = start();
    offer(15);
    await settle();
    if (retrying) engines.last.answer(RETRIABLE);
    await settle();
    lane.abort();
    await running;
    deepEqual(observer.givenUp.map(({ batch }) => batch.records.length), [10]);
    match(String(observer.givenUp[0]!.error), /stopping/);
    deepEqual([lane.size, time.pending, engines.closed], [5, 0, [0]]);
  }
});

Deno.test("Lane aborted while it gets a producer id closes the engine that comes too late", async () => {
  const late = Promise.withResolvers<void>();
  const engines = new FakeEngines();
  const { lane, running } = start({
    engines: (partition) => late.promise.then(() => engines.factory(partition)),
  });
  lane.abort();
  await running;
  late.resolve();
  await settle();
  deepEqual(engines.closed, [0]);
});
