import { equal } from "node:assert/strict";
import { RateWindow } from "./rate_window.ts";

Deno.test("RateWindow knows no rate before a second is complete", () => {
  const window = new RateWindow();
  equal(window.rate(100), undefined);
  window.add(100);
  equal(window.rate(100), undefined);
  equal(window.rate(101), 1);
});

Deno.test("RateWindow is the mean of the last 15 complete seconds", () => {
  const window = new RateWindow();
  for (let second = 0; second <= 100; second++) {
    for (let event = 0; event < (second < 90 ? 7 : 2); event++) window.add(second);
  }
  equal(window.rate(100), (5 * 7 + 10 * 2) / 15, "second 100 is not complete");
});

Deno.test("RateWindow shows a tick each 1.5 s as a steady rate", () => {
  const window = new RateWindow();
  const rates = new Set<string>();
  for (let tick = 0; tick < 1_000; tick++) {
    const second = Math.floor(tick * 1.5);
    window.add(second);
    if (tick > 20) rates.add(window.rate(second)!.toFixed(1));
  }
  equal([...rates].join(), "0.7");
});

Deno.test("RateWindow falls to 0 in silence", () => {
  const window = new RateWindow();
  for (let second = 0; second < 30; second++) window.add(second);
  equal(window.rate(37), 8 / 15);
  equal(window.rate(45), 0);
  equal(window.rate(1_000_000), 0);
});

Deno.test("RateWindow survives a clock that is set back", () => {
  const window = new RateWindow();
  window.add(1_000);
  window.add(10);
  equal(window.rate(10), undefined);
  equal(window.rate(1_001), 2);
});
