import { equal } from "node:assert/strict";
import config from "../deno.json" with { type: "json" };
import { VERSION } from "./version.ts";

Deno.test("VERSION is the workspace's version", () => equal(VERSION, config.version));
