import { deepEqual, equal, match } from "node:assert/strict";
import { partitionOf } from "@kafka-sim/common/partition";
import type { DueTick } from "./feed.ts";
import { Lanes } from "./lanes.ts";
import { FakeEngines } from "./testing/fake_engine.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";
import { Observer } from "./testing/observer.ts";

const SYMBOLS = ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN"];

function dueTick(symbol: string, due: number): DueTick {
  const timestamp = new Date(due).toISOString();
  return { symbol, due, tick: { symbol, price: 150.1, timestamp, volume: 7 } };
}

function start(partitions: number) {
  const engines = new FakeEngines();
  const observer = new Observer();
  const time = new FakeTime();
  const lanes = new Lanes({
    engines: engines.factory,
    observer,
    time,
    batchSize: 10,
    deliveryTimeout: 120_000,
  });
  lanes.grow(partitions);
  const offer = () => lanes.offer(SYMBOLS.map((symbol) => dueTick(symbol, time.now())));
  const answerAll = async () => {
    for (let answered = 0; answered < engines.sends.length; answered++) {
      engines.sends[answered]!.answer({ kind: "acknowledged", baseOffset: 0n });
      await settle();
    }
  };
  return { lanes, engines, observer, time, offer, answerAll };
}

Deno.test("Lanes sends each tick to the partition of its key, encoded and with its due time", async () => {
  const { lanes, engines, time, offer } = start(6);
  offer();
  await settle();
  deepEqual(engines.sends.map(({ batch }) => batch.partition).sort(), [0, 1, 3, 5]);
  for (const { batch } of engines.sends) {
    for (const { key, value, due } of batch.records) {
      equal(batch.partition, partitionOf(key, 6));
      equal(due, time.now());
      const { symbol, price, volume } = JSON.parse(value.toString());
      deepEqual([symbol, price, volume], [key, 150.1, 7]);
    }
  }
  await lanes.drain(0);
});

Deno.test("Lanes side by side do not wait for each other", async () => {
  const { lanes, engines, offer, observer, answerAll } = start(6);
  offer();
  await settle();
  const [hung, ...others] = engines.sends;
  for (const { answer } of others) answer({ kind: "acknowledged", baseOffset: 0n });
  offer();
  await settle();
  const again = engines.sends.slice(4).map(({ batch }) => batch.partition);
  deepEqual(again.length, 3);
  equal(again.includes(hung!.batch.partition), false);
  await answerAll();
  const drained = lanes.drain(30_000);
  await answerAll();
  equal(await drained, 0);
  equal(observer.sequences.length, 10);
});

Deno.test("Lanes grows with the topic and spreads the keys anew", async () => {
  const { lanes, engines, offer, answerAll } = start(1);
  offer();
  await settle();
  await answerAll();
  lanes.grow(6);
  lanes.grow(6);
  equal(lanes.all.length, 6);
  await settle();
  offer();
  await settle();
  deepEqual(engines.sends.slice(1).map(({ batch }) => batch.partition).sort(), [0, 1, 3, 5]);
  // The first lane's sequence goes on; each new one's starts at 0.
  deepEqual(
    engines.sends.slice(1).map(({ batch }) => [batch.partition, batch.firstSequence]).sort(),
    [[0, 5], [1, 0], [3, 0], [5, 0]],
  );
  await lanes.drain(0);
});

Deno.test("Lanes drains under a deadline and tells what was never handed over", async () => {
  const { lanes, engines, observer, time, offer } = start(1);
  for (let round = 0; round < 5; round++) offer();
  await settle();
  const drained = lanes.drain(30_000);
  await time.advance(29_999);
  equal(observer.givenUp.length, 0);
  await time.advance(1);
  equal(await drained, 15);
  deepEqual(observer.givenUp.map(({ batch }) => batch.records.length), [10]);
  equal(time.pending, 0);
  equal(engines.closed.length, 1);
});

Deno.test("Lanes tells what stopped a lane", async () => {
  const { lanes, observer, offer } = start(6);
  observer.sending = () => {
    throw new Error("disk full");
  };
  offer();
  await lanes.failure;
  match(String(lanes.error), /disk full/);
  await lanes.drain(0);
});

Deno.test("Lanes counts a stall for each partition while ticks wait for room", async () => {
  const { lanes, time } = start(2);
  lanes.hold(time.now() - 500);
  deepEqual(lanes.all.map(({ stall }) => stall.current(time.now())), [500, 500]);
  lanes.release();
  deepEqual(lanes.all.map(({ stall }) => stall.current(time.now())), [0, 0]);
  await lanes.drain(0);
});
