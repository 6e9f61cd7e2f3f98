import { equal } from "node:assert/strict";
import { release } from "./release.ts";

Deno.test("release() leaves arrays empty", () => {
  const [bytes, numbers] = [new Uint8Array(1_000), new Float64Array(1_000)];
  release([bytes, numbers]);
  equal(bytes.length + numbers.length, 0);
});
