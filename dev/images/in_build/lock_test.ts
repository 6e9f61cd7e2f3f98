import { deepEqual, throws } from "node:assert/strict";
import { type Lock, pruneLock } from "./lock.ts";

const LOCK: Lock = {
  version: "5",
  specifiers: { "npm:@a/one@1.0.0": "1.0.0", "npm:two@2.0.0": "2.0.0" },
  npm: {
    "@a/one@1.0.0": { dependencies: ["deep", "wide@1.0.0"] },
    "deep@3.0.0": { dependencies: ["@a/one"] },
    "two@2.0.0": {},
    "wide@1.0.0": {},
    "wide@2.0.0": {},
  },
  workspace: { dependencies: ["jsr:@std/log@0.1.0", "npm:@a/one@1.0.0", "npm:two@2.0.0"] },
};

Deno.test("a pruned lock keeps what the packages depend on, circles included", () => {
  deepEqual(pruneLock(LOCK, ["npm:@a/one@1.0.0", "jsr:@std/log@0.1.0"]), {
    version: "5",
    specifiers: { "npm:@a/one@1.0.0": "1.0.0" },
    npm: {
      "@a/one@1.0.0": { dependencies: ["deep", "wide@1.0.0"] },
      "deep@3.0.0": { dependencies: ["@a/one"] },
      "wide@1.0.0": {},
    },
    workspace: { dependencies: ["jsr:@std/log@0.1.0", "npm:@a/one@1.0.0"] },
  });
});

Deno.test("a package that is not locked is refused", () => {
  throws(() => pruneLock(LOCK, ["npm:three@1.0.0"]), /Cannot find npm:three@1\.0\.0 in deno\.lock/);
});
