import { deepEqual, equal, ok } from "node:assert/strict";
import { Ranking } from "./ranking.ts";
import { SymbolTrack } from "./symbol_track.ts";
import { seenTick } from "./testing/samples.ts";

function tracksOf(symbols: readonly string[]): Map<string, SymbolTrack> {
  return new Map(
    symbols.map((symbol) => [symbol, new SymbolTrack(seenTick({ symbol }))] as const),
  );
}

const names = (tracks: readonly SymbolTrack[]) => tracks.map(({ symbol }) => symbol).join(" ");

Deno.test("Ranking puts the clearly more active first, the nearly equal in alphabetical order", () => {
  const tracks = tracksOf(["D", "C", "B", "A"]);
  const activities = { A: 100, B: 1000, C: 950, D: 105 };
  for (const [symbol, activity] of Object.entries(activities)) {
    tracks.get(symbol)!.activity = activity;
  }
  equal(names(new Ranking().order(tracks, 0)), "B C A D");
});

Deno.test("Ranking does not let rows jump when all symbols are about equally active", () => {
  const symbols = Array.from({ length: 50 }, (_, index) => `S${String(index).padStart(2, "0")}`);
  const tracks = tracksOf(symbols);
  const ranking = new Ranking();
  const orders = new Set<string>();
  let chance = 1;
  for (let second = 0; second < 300; second++) {
    for (const track of tracks.values()) {
      chance = chance * 48_271 % 0x7fffffff;
      track.activity += chance % 10 < 7 ? 1 : 0;
    }
    if (second >= 10) orders.add(names(ranking.order(tracks, second * 1000)));
  }
  deepEqual([...orders], [symbols.join(" ")]);
});

Deno.test("Ranking lets a symbol rise when it becomes more active, and sink when it falls silent", () => {
  const tracks = tracksOf(["A", "B"]);
  const ranking = new Ranking();
  let risen = Infinity;
  for (let second = -1_000; second < 200; second++) {
    tracks.get("A")!.activity += second < 0 ? 1 : 0;
    tracks.get("B")!.activity += 1;
    if (names(ranking.order(tracks, second * 1000)) === "B A") risen = Math.min(risen, second);
  }
  ok(risen > 30, `an outage of 30 s keeps its rows in sight: ${risen}`);
  ok(risen < 100, `a symbol that is over makes room: ${risen}`);
});

Deno.test("Ranking keeps an order for two seconds, unless symbols come or go", () => {
  const tracks = tracksOf(["A", "B"]);
  const ranking = new Ranking();
  ranking.order(tracks, 10_000);
  tracks.get("B")!.activity = 1_000;
  equal(names(ranking.order(tracks, 11_999)), "A B");
  equal(names(ranking.order(tracks, 12_000)), "B A");
  tracks.set("C", new SymbolTrack(seenTick({ symbol: "C" })));
  equal(names(ranking.order(tracks, 12_001)), "B A C");
});
