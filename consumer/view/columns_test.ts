import { deepEqual, equal } from "node:assert/strict";
import { COLUMNS } from "./columns.ts";
import { SymbolTrack } from "./symbol_track.ts";
import { NOON, seenTick, type TickSample } from "./testing/samples.ts";

/** A column's cell, so many seconds after noon. */
function cell(title: string, second: number, ...samples: TickSample[]) {
  const track = new SymbolTrack(seenTick(samples[0]));
  for (const sample of samples) track.add(seenTick(sample));
  const row = { track, prices: track.history.perSecond(), now: NOON + second * 1000 };
  return COLUMNS.find((column) => column.title === title)!.cell(row, 10);
}

Deno.test("a price shows for a moment where it came from", () => {
  const up = [{ price: 100 }, { price: 101, second: 1 }];
  deepEqual(cell("Price", 1.5, ...up), { text: "101.00", style: "up" });
  deepEqual(cell("Price", 2, ...up), { text: "101.00", style: undefined });
  equal(cell("Price", 1.5, { price: 100 }, { price: 99, second: 1 }).style, "down");
  equal(cell("Price", 0, { price: 100 }).style, undefined);
});

Deno.test("the age of a symbol that should have had a tick stands out", () => {
  const ticks = [{}, { second: 1 }];
  deepEqual(cell("Age", 5, ...ticks), { text: "4 s", style: "faint" });
  deepEqual(cell("Age", 7, ...ticks), { text: "6 s", style: "warning" });
});

Deno.test("the change of a minute starts a minute ago, the other with the first tick", () => {
  const ticks = [{ price: 100 }, { price: 200, second: 60 }, { price: 300, second: 120 }];
  deepEqual(cell("Change", 120, ...ticks), { text: "▲ 200.00%", style: "up" });
  deepEqual(cell("1 min", 120, ...ticks), { text: "▲ 50.00%", style: "up" });
});

Deno.test("a change too small to be shown has no direction", () => {
  const ticks = [{ price: 100_000 }, { price: 99_999, second: 1 }];
  deepEqual(cell("Change", 1, ...ticks), { text: "0.00%", style: "faint" });
});

Deno.test("a trend says with its arrow what it says with its colour", () => {
  const rising = [{ price: 1 }, { price: 2, second: 1 }, { price: 3, second: 2 }];
  deepEqual(cell("Trend", 2, ...rising), { text: "↑ ▁▅█", style: "quietUp" });
  const falling = [{ price: 3 }, { price: 2, second: 1 }, { price: 1, second: 2 }];
  deepEqual(cell("Trend", 2, ...falling), { text: "↓ █▅▁", style: "quietDown" });
  deepEqual(cell("Trend", 2, { price: 5 }), { text: "→ ▄", style: "faint" });
});

Deno.test("a rate is unknown before a second is complete", () => {
  equal(cell("Tick/s", 0.5, {}).text, "–");
  equal(cell("Tick/s", 1.5, {}).text, "1.0");
});
