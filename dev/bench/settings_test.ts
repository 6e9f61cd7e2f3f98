import { deepEqual, throws } from "node:assert/strict";
import { readSettings } from "@kafka-sim/common/settings";
import { benchSettings, sizeOf } from "./settings.ts";

function read(...args: string[]) {
  return readSettings(benchSettings, { args, env: () => undefined });
}

Deno.test("by itself a million records have three rounds", () => {
  deepEqual(sizeOf(read()), { records: 1_000_000, rounds: 3 });
});

Deno.test("records and rounds can be told", () => {
  deepEqual(sizeOf(read("--records", "300000", "--rounds", "5")), { records: 300_000, rounds: 5 });
});

Deno.test("the quick mode is a small single round", () => {
  deepEqual(sizeOf(read("--quick")), { records: 20_000, rounds: 1 });
});

Deno.test("wrong sizes are refused, all at once", () => {
  throws(
    () => read("--records", "10", "--rounds", "0"),
    /"--records".*at least 1000[^]*"--rounds".*at least 1/,
  );
});
