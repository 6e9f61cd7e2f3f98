import { equal, ok } from "node:assert/strict";
import { barsIn, sparkline, trendArrow } from "./sparkline.ts";

const rising = Array.from({ length: 61 }, (_, index) => index);

Deno.test("sparkline() spans the bars from the lowest to the highest price", () => {
  equal(sparkline([1, 2, 3, 4, 5, 6, 7, 8], 7, 8), "▁▂▃▄▅▆▇█");
  equal(sparkline([8, 1], 1, 8), "█▁");
  equal(sparkline([5, 5, 5], 2, 8), "▄▄▄");
  equal(sparkline([], 0, 8), "");
  equal(sparkline([1, 2], 1, 0), "");
});

Deno.test("sparkline() never takes more cells than it has", () => {
  for (let cells = 1; cells < 80; cells++) {
    for (let newest = 100; newest < 110; newest++) {
      const bars = sparkline(rising, newest, cells);
      ok(bars.length <= cells && bars.length > 0, `${cells}: ${bars}`);
    }
  }
});

Deno.test("sparkline() does not shimmer: within a bar's seconds, the bars before stand still", () => {
  const price = (second: number) => Math.sin(second / 5);
  const drawn = (newest: number) =>
    sparkline(Array.from({ length: 61 }, (_, index) => price(newest - 60 + index)), newest, 8);
  // Eight seconds per bar; 800 starts one.
  const first = drawn(800).slice(1, -1);
  for (let second = 801; second < 808; second++) equal(drawn(second).slice(1, -1), first);
});

Deno.test("barsIn() is what a minute fills", () => {
  equal(barsIn(61), 61);
  equal(barsIn(100), 61);
  equal(barsIn(60), 31);
  equal(barsIn(8), 8);
  equal(barsIn(0), 1);
});

Deno.test("trendArrow() follows the price from the first quarter to the last", () => {
  equal(trendArrow(rising), "↑");
  equal(trendArrow(rising.toReversed()), "↓");
  equal(trendArrow([...rising, ...rising.toReversed()]), "→");
  equal(trendArrow([7, 7, 7, 7]), "→");
  equal(trendArrow([7]), "→");
  equal(trendArrow([]), "→");
});
