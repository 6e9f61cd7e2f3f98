import { deepEqual } from "node:assert/strict";
import { turns } from "./turns.ts";

Deno.test("turns go backwards in every other round", () => {
  deepEqual(turns(["a", "b", "c"], 3), [["a", "b", "c"], ["c", "b", "a"], ["a", "b", "c"]]);
});

Deno.test("turns are as many as there are rounds", () => {
  deepEqual(turns(["a"], 1), [["a"]]);
});
