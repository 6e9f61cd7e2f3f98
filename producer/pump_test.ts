import { deepEqual, equal, ok } from "node:assert/strict";
import { Backlog } from "./backlog.ts";
import type { DueTick } from "./feed.ts";
import { pump, type TickSource } from "./pump.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";

/** One tick every `interval` milliseconds from `start` on; `volume` counts them. */
class SteadySource implements TickSource {
  #next = 0;
  readonly #start: number;
  readonly #interval: number;

  constructor(start: number, interval: number) {
    this.#start = start;
    this.#interval = interval;
  }

  take(now: number, limit: number): DueTick[] {
    const ticks: DueTick[] = [];
    while (ticks.length < limit && this.nextDue() <= now) {
      const due = this.nextDue();
      const timestamp = new Date(due).toISOString();
      ticks.push({
        symbol: "AAPL",
        due,
        tick: { symbol: "AAPL", price: 1, timestamp, volume: this.#next },
      });
      this.#next++;
    }
    return ticks;
  }

  nextDue(): number {
    return this.#start + this.#next * this.#interval;
  }
}

function start(interval: number, limit: number) {
  const time = new FakeTime();
  const backlog = new Backlog(limit);
  const stop = new AbortController();
  const taken: number[] = [];
  const looks: number[] = [];
  const waits: number[] = [];
  const events: string[] = [];
  const began = time.now();
  const running = pump(new SteadySource(began, interval), {
    backlog,
    time: {
      now: () => time.now(),
      wait: (milliseconds, signal) => {
        waits.push(milliseconds);
        return time.wait(milliseconds, signal);
      },
    },
    linger: 20,
    signal: stop.signal,
    offer: (ticks) => {
      if (ticks.length > 0) looks.push(time.now() - began);
      taken.push(...ticks.map(({ tick }) => tick.volume));
    },
    onHeld: (since) => events.push(`held since ${since - began}`),
    onCaughtUp: () => events.push("caught up"),
  });
  return { time, backlog, taken, looks, waits, events, running, stop: () => stop.abort() };
}

Deno.test("pump() takes each tick when it is due", async () => {
  const { time, taken, looks, running, stop } = start(1_500, 100);
  await time.advance(4_499);
  deepEqual([taken, looks], [[0, 1, 2], [0, 1_500, 3_000]]);
  stop();
  await running;
});

Deno.test("pump() takes together what comes due within the linger time", async () => {
  const { time, taken, looks, running, stop } = start(1, 100);
  await time.advance(60);
  equal(taken.length, 61);
  deepEqual(looks, [0, 20, 40, 60]);
  stop();
  await running;
});

Deno.test("pump() holds no more than the buffer, says so once, and drops nothing", async () => {
  const { time, backlog, taken, events, running, stop } = start(1, 100);
  await time.advance(300);
  equal(backlog.size, 100);
  deepEqual(events, ["held since 100"]);
  backlog.remove(50);
  await settle();
  equal(backlog.size, 100);
  deepEqual(events, ["held since 100"]);
  for (let round = 0; round < 10; round++) {
    backlog.remove(backlog.size);
    await time.advance(20);
  }
  deepEqual(events, ["held since 100", "caught up"]);
  deepEqual(taken, Array.from({ length: taken.length }, (_, at) => at));
  ok(taken.length >= 480);
  stop();
  await running;
});

Deno.test("pump() stops at once while it waits for room, and leaves no timer", async () => {
  const { time, events, running, stop } = start(1, 10);
  await time.advance(100);
  stop();
  await running;
  equal(time.pending, 0);
  deepEqual(events, ["held since 10", "caught up"]);
});

Deno.test("pump() sets no timer for longer than timers can take, and still takes the tick in time", async () => {
  const years = 10 * 365 * 24;
  const hour = 3_600_000;
  const { time, taken, waits, running, stop } = start(years * hour, 100);
  await time.advance(100 * hour);
  deepEqual([taken, waits.length], [[0], 101]);
  ok(waits.every((wait) => wait <= hour));
  stop();
  await running;
  const soon = start(1.5 * hour, 100);
  await soon.time.advance(1.5 * hour);
  deepEqual([soon.taken, soon.looks], [[0, 1], [0, 1.5 * hour]]);
  soon.stop();
  await soon.running;
});
