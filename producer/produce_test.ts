import { deepEqual, equal, match } from "node:assert/strict";
import { openLog } from "@kafka-sim/common/log";
import { Backlog } from "./backlog.ts";
import { Delivery } from "./delivery.ts";
import type { DueTick } from "./feed.ts";
import { Lanes } from "./lanes.ts";
import { createMetrics } from "./metrics.ts";
import { produce, type ProduceOptions } from "./produce.ts";
import { Statistics } from "./statistics.ts";
import { FakeEngines } from "./testing/fake_engine.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";

/** A producer of one tick per 100 ms on fake engines. */
function start(options: Partial<ProduceOptions> = {}) {
  const events: Record<string, unknown>[] = [];
  const log = openLog({
    program: "test",
    level: "INFO",
    write: (line) => events.push(JSON.parse(line)),
  });
  const engines = new FakeEngines();
  const time = new FakeTime();
  const stop = new AbortController();
  const backlog = new Backlog(50);
  const delivery = new Delivery({
    backlog,
    log,
    metrics: createMetrics(),
    ledger: undefined,
    hash: () => 0n,
  });
  const lanes = new Lanes({
    engines: engines.factory,
    observer: delivery,
    time,
    batchSize: 10,
    deliveryTimeout: 120_000,
  });
  lanes.grow(1);
  const statistics = new Statistics({ lanes, delivery, log, time });
  let next = time.now();
  const source = {
    take(now: number, limit: number): DueTick[] {
      const ticks: DueTick[] = [];
      for (; next <= now && ticks.length < limit; next += 100) {
        const timestamp = new Date(next).toISOString();
        ticks.push({
          symbol: "AAPL",
          due: next,
          tick: { symbol: "AAPL", price: 1, timestamp, volume: 1 },
        });
      }
      return ticks;
    },
    nextDue: () => next,
  };
  const producing = produce({
    source,
    backlog,
    lanes,
    statistics,
    countPartitions: () => Promise.resolve(1),
    log,
    time,
    signal: stop.signal,
    linger: 20,
    drainTimeout: 30_000,
    duration: undefined,
    ...options,
  });
  let answered = 0;
  const answerAll = async () => {
    for (; answered < engines.sends.length; answered++) {
      engines.sends[answered]!.answer({ kind: "acknowledged", baseOffset: 0n });
      await settle();
    }
  };
  return {
    events,
    names: () => events.map(({ event }) => event),
    engines,
    time,
    stop: () => stop.abort(),
    lanes,
    delivery,
    statistics,
    producing,
    answerAll,
  };
}

Deno.test("produce() ends by itself after the duration, with everything delivered", async () => {
  const { time, producing, answerAll, delivery, statistics } = start({ duration: 1_050 });
  await time.advance(1_050);
  await answerAll();
  equal(await producing, 0);
  equal(delivery.acknowledgedCount, 11);
  const { due, acknowledged, unknown } = statistics.totals();
  deepEqual([due, acknowledged, unknown, time.pending], [11, 11, [], 0]);
});

Deno.test("produce() takes no more ticks after the signal and drains for 30 s", async () => {
  const { time, producing, stop, delivery } = start();
  await time.advance(1_000);
  stop();
  await time.advance(29_999);
  deepEqual(delivery.unknown, []);
  await time.advance(1);
  // The first tick went out alone; the ten after it were never handed over.
  equal(await producing, 10);
  deepEqual(delivery.unknown, [{ partition: 0, first: 0, last: 0 }]);
  equal(time.pending, 0);
});

Deno.test("produce() notices added partitions within a minute, although one answer is missed", async () => {
  let asked = 0;
  const { time, lanes, events, producing, stop, answerAll } = start({
    countPartitions: () => ++asked === 1 ? Promise.reject(new Error("hung")) : Promise.resolve(6),
  });
  await time.advance(60_000);
  equal(lanes.all.length, 6);
  const added = events.filter(({ event }) => event === "partitions_added");
  deepEqual(added.map(({ before, now }) => [before, now]), [[1, 6]]);
  stop();
  await answerAll();
  await time.advance(30_000);
  await producing;
});

Deno.test("produce() announces that ticks wait for room, and that they no longer do", async () => {
  const { time, names, producing, stop, answerAll } = start();
  await time.advance(5_500);
  deepEqual(names().filter((name) => name !== "statistics"), ["backpressure_started"]);
  await answerAll();
  await time.advance(100);
  deepEqual(names().at(-1), "backpressure_ended");
  stop();
  await answerAll();
  await producing;
});

Deno.test("produce() stops when a lane cannot go on", async () => {
  const { time, lanes, producing, delivery, engines } = start();
  delivery.sending = () => {
    throw new Error("disk full");
  };
  await time.advance(100);
  await producing;
  match(String(lanes.error), /disk full/);
  equal(engines.sends.length, 0);
  equal(time.pending, 0);
});
