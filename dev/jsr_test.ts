import { deepEqual, throws } from "node:assert/strict";
import { withStandins } from "./jsr.ts";

Deno.test("withStandins() swaps the JSR entries only", () => {
  deepEqual(
    withStandins({ "@std/log": "jsr:@std/log@0.224.14", kafkajs: "npm:kafkajs@2.2.4" }, "/a b"),
    {
      imports: {
        "@std/log": "file:///a%20b/common/standins/std_log.ts",
        kafkajs: "npm:kafkajs@2.2.4",
      },
    },
  );
});

Deno.test("withStandins() refuses a JSR package that has no stand-in", () => {
  throws(() => withStandins({ "@std/new": "jsr:@std/new@1" }, "/"), /No stand-in for @std\/new/);
});
