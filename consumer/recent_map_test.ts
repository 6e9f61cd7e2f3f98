import { equal, ok } from "node:assert/strict";
import { RecentMap } from "./recent_map.ts";

Deno.test("RecentMap keeps what is used and forgets what is not", () => {
  const map = new RecentMap<number, number>(100);
  map.set(-1, 7);
  for (let key = 0; key < 1_000; key++) {
    map.set(key, key);
    if (key % 50 === 0) equal(map.get(-1), 7);
  }
  equal(map.get(999), 999);
  equal(map.get(950), 950);
  equal(map.get(0), undefined);
  ok(map.size <= 200);
});
