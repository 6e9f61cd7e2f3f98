import { deepEqual } from "node:assert/strict";
import { Tally } from "./tally.ts";

Deno.test("Tally counts records, and those that were due together as one entry", () => {
  const tally = new Tally(1_000);
  for (const due of [900, 900, 950, 900]) tally.add(due, due === 950);
  tally.reject();
  const { records, redelivered, rejected, delays, counts } = tally;
  deepEqual({ records, redelivered, rejected }, { records: 4, redelivered: 1, rejected: 1 });
  deepEqual([delays, counts], [[100, 50, 100], [2, 1, 1]]);
});
