import { deepEqual, equal } from "node:assert/strict";
import { SymbolTrack } from "./symbol_track.ts";
import { NOON, seenTick, type TickSample } from "./testing/samples.ts";

function track(...samples: TickSample[]): SymbolTrack {
  const result = new SymbolTrack(seenTick(samples[0]));
  for (const sample of samples) result.add(seenTick(sample));
  return result;
}

Deno.test("SymbolTrack compares with the first price and sums volume up", () => {
  const { change, price, volume, direction } = track(
    { price: 100, volume: 5 },
    { price: 120, volume: 7, second: 1 },
    { price: 110, volume: 1, second: 2 },
  );
  deepEqual([price, change.toFixed(6), volume, direction], [110, "0.100000", 13, -1]);
});

Deno.test("SymbolTrack does not count a redelivered tick's volume again, nor go back in time", () => {
  const { price, volume, due } = track(
    { price: 100, volume: 5 },
    { price: 120, volume: 7, second: 1 },
    { price: 100, volume: 5, redelivered: true },
  );
  deepEqual([price, volume, due], [120, 12, NOON + 1000]);
});

Deno.test("SymbolTrack counts a tick of another replica that comes late, at its older price not at all", () => {
  const { price, volume } = track({ price: 120, second: 1 }, { price: 100, second: 0 });
  deepEqual([price, volume], [120, 200]);
});

Deno.test("SymbolTrack is not stopped by one tick from the future, or from no time at all", () => {
  const { price } = track(
    { price: 100 },
    { price: 110, second: 1e6, handled: NOON + 1000 },
    { price: 120, second: 2 },
  );
  equal(price, 120);
  equal(track({ price: 100, second: -NOON / 1000 - 1 }).history.perSecond().length, 1);
});

Deno.test("SymbolTrack is overdue after four usual intervals, and 5 s at least", () => {
  const often = track({ second: 0 }, { second: 0.5 }, { second: 1 });
  equal(often.isOverdue(NOON + 5_900), false);
  equal(often.isOverdue(NOON + 6_100), true);
  const seldom = track({ second: 0 }, { second: 30 }, { second: 60 });
  equal(seldom.isOverdue(NOON + 179_000), false);
  equal(seldom.isOverdue(NOON + 181_000), true);
});

Deno.test("SymbolTrack knows its rate by when ticks were handled", () => {
  const late = track({ second: -1000, handled: NOON }, { second: -900, handled: NOON + 500 });
  equal(late.rate(NOON + 1_000), 2);
});
