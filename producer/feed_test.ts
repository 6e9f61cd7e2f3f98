import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { decodeTick, encodeTick } from "@kafka-sim/common/tick";
import { Feed, type FeedOptions } from "./feed.ts";
import { price, volume } from "./market.ts";
import { universe } from "./universe.ts";

const START = Date.UTC(2024, 0, 15, 10, 30);
const FIVE = universe(5);
const PRINT_FEED = new URL("./testing/print_feed.ts", import.meta.url).href;

function feed(options: Partial<FeedOptions> = {}): Feed {
  return new Feed({
    symbols: FIVE,
    seed: 1,
    speed: 1,
    interval: 1_500,
    rate: undefined,
    phase: 0,
    start: START,
    ...options,
  });
}

Deno.test("Feed gives each symbol its turn once per interval, evenly spread", () => {
  const ticks = feed().take(START + 2_999, 100);
  deepEqual(ticks.map(({ due }) => due - START), Array.from({ length: 10 }, (_, n) => n * 300));
  const names = FIVE.map(({ symbol }) => symbol);
  deepEqual(ticks.map(({ symbol }) => symbol), [...names, ...names]);
});

Deno.test("Feed does not drift, however late and in whatever portions it is taken", () => {
  const paced = feed({ rate: 3, phase: 0.5 });
  let taken = 0;
  for (let now = START; now < START + 86_400_000; now += 77_777) {
    taken += paced.take(now, 1e6).length;
    equal(paced.nextDue(), Math.floor(START + (taken + 0.5) * 1_000 / 3));
    ok(paced.nextDue() > now);
  }
});

Deno.test("Feed skips nothing where there is no room, and gives nothing before it is due", () => {
  const held = feed({ rate: 1_000 });
  equal(held.take(START - 1, 10).length, 0);
  equal(held.take(START + 10_000, 0).length, 0);
  equal(held.take(START + 10_000, 7).length, 7);
  equal(held.nextDue(), START + 7);
  const rest = held.take(START + 10_000, 1e6);
  deepEqual([rest.length, rest[0]!.due, rest.at(-1)!.due], [9_994, START + 7, START + 10_000]);
  equal(held.take(START + 10_000, 1e6).length, 0);
});

Deno.test("Feed tells the wall clock as time and moves the market alone by its speed", () => {
  const ticks = feed({ speed: 1_000, phase: 0.5 }).take(START + 60_000, 1e6);
  equal(ticks[0]!.due, START + 150);
  for (const [at, { due, symbol, tick }] of ticks.entries()) {
    const spec = FIVE[at % FIVE.length]!;
    equal(tick.timestamp, new Date(due).toISOString());
    equal(symbol, tick.symbol);
    equal(tick.price.toFixed(2), price(spec, due * 1_000, 1).toFixed(2));
    equal(tick.volume, volume(spec, due, 1));
  }
});

Deno.test("Feeds of replicas show the same market, each at its own phase", () => {
  const early = feed({ phase: 0.1, interval: 100 }).take(START + 60_000, 1e6);
  const late = feed({ phase: 0.6, interval: 50, start: START + 9_996 }).take(START + 60_000, 1e6);
  const key = ({ symbol, due }: { symbol: string; due: number }) => `${symbol} ${due}`;
  const known = new Map(early.map((due) => [key(due), due.tick]));
  const shared = late.filter((due) => known.has(key(due)));
  ok(shared.length > 100, `${shared.length} at the same time`);
  for (const due of shared) deepEqual(due.tick, known.get(key(due)));
});

Deno.test("Feed makes ticks that every reader takes, of the cheapest symbol too", () => {
  const penny = { symbol: "PENNY", base: 0.001, dailyVolatility: 0.25 };
  const symbols = [penny, { ...penny, symbol: "GOLD", base: 1_000_000 }];
  const ticks = feed({ symbols, speed: 100_000 }).take(START + 600_000, 1e6);
  equal(ticks.length, 801);
  for (const { tick } of ticks) {
    deepEqual(decodeTick(new TextEncoder().encode(encodeTick(tick))), tick);
  }
});

Deno.test("Feed is the same stream in two processes with the same seed", async () => {
  const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP");
  const [one, two, other] = await Promise.all([1, 1, 2].map(async (seed) => {
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-check", "--no-prompt"].concat(
        map ? [`--import-map=${map}`] : [],
        [PRINT_FEED, String(seed)],
      ),
    }).output();
    ok(success);
    return new TextDecoder().decode(stdout);
  }));
  equal(one!.split("\n").length, 10_002);
  equal(one, two);
  notEqual(one, other);
});

Deno.test("Feed keeps up with 100,000 ticks a second", () => {
  const fast = feed({ symbols: universe(60), rate: 1_000_000 });
  const chunk = 10_000;
  let best = 0;
  // The fastest of several rounds: another program may have the core in any one of them.
  for (const end = performance.now() + 2_000; best < 100_000 && performance.now() < end;) {
    const began = performance.now();
    equal(fast.take(START + 86_400_000, chunk).length, chunk);
    best = Math.max(best, chunk / (performance.now() - began) * 1_000);
  }
  ok(best >= 100_000, `${Math.round(best)} ticks a second`);
});
