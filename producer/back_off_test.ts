import { deepEqual } from "node:assert/strict";
import { BackOff } from "./back_off.ts";

Deno.test("BackOff doubles up to a second", () => {
  const backOff = new BackOff();
  const pauses = Array.from({ length: 7 }, () => backOff.next());
  deepEqual(pauses, [50, 100, 200, 400, 800, 1_000, 1_000]);
});
