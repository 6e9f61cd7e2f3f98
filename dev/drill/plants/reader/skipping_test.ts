import { deepEqual } from "node:assert/strict";
import { Skipping } from "./skipping.ts";

Deno.test("Skipping jumps over one record of each partition, once", () => {
  const skipping = new Skipping();
  deepEqual(skipping.take(0, ["a"]), { kept: ["a"], skipped: undefined });
  deepEqual(skipping.take(0, ["b", "c", "d"]), { kept: ["b", "d"], skipped: "c" });
  deepEqual(skipping.take(0, ["e", "f"]), { kept: ["e", "f"], skipped: undefined });
  deepEqual(skipping.take(1, ["g", "h"]), { kept: ["g"], skipped: "h" });
});
