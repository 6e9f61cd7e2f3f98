import { deepEqual, equal } from "node:assert/strict";
import { UnknownIds } from "./unknown_ids.ts";

function setUp(most?: number) {
  const clock = { now: 0 };
  return { clock, ids: new UnknownIds(() => clock.now, most) };
}

Deno.test("An id is asked again half a minute after it was read first", () => {
  const { clock, ids } = setUp();
  ids.add(7);
  clock.now = 100_000;
  ids.read(7);
  clock.now = 120_000;
  ids.read(7);
  equal(ids.has(7), true);
  clock.now = 130_000;
  equal(ids.has(7), false);
  ids.add(7);
  equal(ids.has(7), true);
});

Deno.test("Answers that nobody reads are forgotten after five minutes", () => {
  const { clock, ids } = setUp();
  ids.add(1);
  clock.now = 200_000;
  ids.add(2);
  clock.now = 299_999;
  deepEqual([ids.has(1), ids.size], [true, 2]);
  clock.now = 300_000;
  equal(ids.has(1), false);
  ids.add(3);
  equal(ids.size, 2);
});

Deno.test("Only so many that were read are kept, the last ones", () => {
  const { ids } = setUp(2);
  for (const id of [1, 2, 3]) {
    ids.add(id);
    ids.read(id);
  }
  deepEqual([1, 2, 3].map((id) => ids.has(id)), [false, true, true]);
});

Deno.test("What the registry never said or has come to know is not unknown", () => {
  const { ids } = setUp();
  ids.read(1);
  ids.add(2);
  ids.delete(2);
  deepEqual([ids.has(1), ids.has(2), ids.size], [false, false, 0]);
});
