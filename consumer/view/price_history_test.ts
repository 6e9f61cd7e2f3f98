import { deepEqual, equal } from "node:assert/strict";
import { PriceHistory } from "./price_history.ts";

Deno.test("PriceHistory has nothing before the first price", () => {
  deepEqual(new PriceHistory().perSecond(), []);
});

Deno.test("PriceHistory keeps a second's last price and carries it over silent seconds", () => {
  const history = new PriceHistory();
  history.add(1_000, 1);
  history.add(1_000, 2);
  history.add(1_003, 5);
  deepEqual(history.perSecond(), [2, 2, 2, 5]);
  equal(history.newest, 1_003);
});

Deno.test("PriceHistory goes back exactly a minute", () => {
  const history = new PriceHistory();
  for (let second = 0; second < 1_000; second++) history.add(second, second);
  deepEqual(history.perSecond(), Array.from({ length: 61 }, (_, index) => 939 + index));
});

Deno.test("PriceHistory forgets what a long silence has outdated", () => {
  const history = new PriceHistory();
  for (let second = 0; second < 100; second++) history.add(second, 1);
  history.add(130, 2);
  equal(history.perSecond().indexOf(2), 60);
  history.add(130 + 61, 3);
  deepEqual(history.perSecond(), [3]);
  history.add(1_000_000, 4);
  deepEqual(history.perSecond(), [4]);
});
