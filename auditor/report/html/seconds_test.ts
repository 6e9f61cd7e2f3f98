import { deepEqual } from "node:assert/strict";
import { seconds } from "./seconds.ts";

Deno.test("seconds() gives tenths where they are not whole, as people write a limit", () => {
  const times = [0, 1, 130, 9_960, 13_000, 17_040, 120_000];
  deepEqual(times.map(seconds), ["0 s", "0.0 s", "0.1 s", "10.0 s", "13 s", "17.0 s", "120 s"]);
});
