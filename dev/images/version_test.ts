import { deepEqual } from "node:assert/strict";
import { VERSION } from "@kafka-sim/common/version";
import { IMAGES } from "./image.ts";

const ROOT = new URL("../..", import.meta.url);

for (const { program } of IMAGES) {
  Deno.test(`${program}/Dockerfile labels both its images with the project's version`, async () => {
    const dockerfile = await Deno.readTextFile(new URL(`${program}/Dockerfile`, ROOT));
    const versions = [...dockerfile.matchAll(/^ARG VERSION(.*)$/gm)].map(([, value]) => value);
    deepEqual(versions, [`=${VERSION}`, `=${VERSION}`]);
  });
}
