import { equal, notEqual, ok } from "node:assert/strict";
import { bell, mix, mixLong, mixText, uniform } from "./hash.ts";

Deno.test("mix() is MurmurHash3 of four bytes", () => {
  // Published vectors, e.g. https://stackoverflow.com/a/31929528
  equal(mix(0, 0x87654321) >>> 0, 0xf55b516b);
  equal(mix(0x5082edee, 0x87654321) >>> 0, 0x2362f9de);
  equal(mix(0, -1) >>> 0, 0x76293b50);
  equal(mix(0, 0) >>> 0, 0x2362f9de);
});

Deno.test("mixLong() tells times apart beyond 32 bits", () => {
  const times = [1, 2 ** 32 + 1, 2 ** 33 + 1, 1_800_000_000_000, 1_800_000_000_001];
  equal(new Set(times.map((time) => mixLong(7, time))).size, times.length);
});

Deno.test("mixText() tells texts with the same letters apart", () => {
  notEqual(mixText(7, "AB"), mixText(7, "BA"));
  notEqual(mixText(7, "AB"), mixText(8, "AB"));
});

Deno.test("uniform() and bell() have the moments they promise, neighbours nothing in common", () => {
  const count = 100_000;
  let [even, sum, squares, products, outside] = [0, 0, 0, 0, 0];
  for (let node = 0; node < count; node++) {
    const here = bell(mix(42, node));
    even += uniform(mix(42, node)) / count;
    sum += here / count;
    squares += here ** 2 / count;
    products += here * bell(mix(42, node + 1)) / count;
    if (Math.abs(here) > 1.96) outside += 1 / count;
  }
  ok(Math.abs(even - 0.5) < 0.005, `mean ${even} of uniform()`);
  ok(Math.abs(sum) < 0.015, `mean ${sum}`);
  ok(Math.abs(squares - 1) < 0.02, `variance ${squares}`);
  ok(Math.abs(products) < 0.015, `correlation ${products}`);
  ok(Math.abs(outside - 0.05) < 0.005, `share beyond 1.96: ${outside}`);
});

Deno.test("bell() never goes beyond 3.5", () => {
  ok(bell(-1) < 3.5 && bell(-1) > 3.4);
  equal(bell(0), -bell(-1));
});
