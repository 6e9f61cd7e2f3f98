import { deepEqual } from "node:assert/strict";
import { limitsOf, widest } from "./limits.ts";

Deno.test("limitsOf() allows reading ten seconds more, and a dead controller four", () => {
  deepEqual(limitsOf(13), { writing: 13, reading: 23 });
  deepEqual(limitsOf(13, true), { writing: 17, reading: 27 });
});

Deno.test("widest() takes the wider of each", () => {
  deepEqual(widest(undefined, { writing: 2, reading: 3 }), { writing: 2, reading: 3 });
  deepEqual(widest({ writing: 5, reading: 1 }, { writing: 2, reading: 3 }), {
    writing: 5,
    reading: 3,
  });
});
