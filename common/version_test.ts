import { equal } from "node:assert/strict";
import config from "../deno.json" with { type: "json" };
import { VERSION, versionLine } from "./version.ts";

Deno.test("VERSION is the workspace's version", () => equal(VERSION, config.version));

Deno.test("the version line has the revision where there is one", () => {
  equal(versionLine("producer", ""), `producer ${VERSION}\n`);
  equal(versionLine("producer", "1f0c2ab"), `producer ${VERSION} (1f0c2ab)\n`);
});
