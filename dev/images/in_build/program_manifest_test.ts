import { deepEqual, throws } from "node:assert/strict";
import { programManifest } from "./program_manifest.ts";

const WHOLE = {
  config: {
    version: "1.2.3",
    imports: { "@std/log": "jsr:@std/log@0.1.0", a: "npm:a@1.0.0/deep", b: "npm:b@1.0.0" },
    tasks: {},
  },
  lock: {
    version: "5",
    specifiers: { "npm:a@1.0.0": "1.0.0", "npm:b@1.0.0": "1.0.0" },
    npm: { "a@1.0.0": {}, "b@1.0.0": {} },
    workspace: { dependencies: ["jsr:@std/log@0.1.0", "npm:a@1.0.0", "npm:b@1.0.0"] },
  },
};
const PACKAGES = { program: "producer", packages: ["@std/log", "a"] };

Deno.test("a program's manifest has its two rooms and its packages only", () => {
  const { config, lock, dependencies } = programManifest(WHOLE, { ...PACKAGES, standIns: {} });
  deepEqual(config.workspace, ["./common", "./producer"]);
  deepEqual(config.imports, { "@std/log": "jsr:@std/log@0.1.0", a: "npm:a@1.0.0/deep" });
  deepEqual(lock.workspace.dependencies, ["jsr:@std/log@0.1.0", "npm:a@1.0.0"]);
  deepEqual(dependencies, 'import "@std/log";\nimport "a";\n');
});

Deno.test("what has a stand-in is neither fetched nor locked", () => {
  const standIns = { "@std/log": "./common/standins/std_log.ts" };
  const { config, lock, dependencies } = programManifest(WHOLE, { ...PACKAGES, standIns });
  deepEqual(config.imports["@std/log"], "./common/standins/std_log.ts");
  deepEqual(lock.workspace.dependencies, ["npm:a@1.0.0"]);
  deepEqual(dependencies, 'import "a";\n');
});

Deno.test("a package that the project does not have is refused", () => {
  const wrong = { ...PACKAGES, packages: ["c"], standIns: {} };
  throws(() => programManifest(WHOLE, wrong), /Cannot find c among the imports/);
});
