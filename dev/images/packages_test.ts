import { deepEqual } from "node:assert/strict";
import { IMAGES } from "./image.ts";
import { packagesOf } from "./packages.ts";

const ROOT = new URL("../..", import.meta.url);
const IMPORT = /(?:\bfrom|^import|\bimport\() ?"((?!node:|npm:|@kafka-sim\/)[@a-z][^" ]*)"/gm;

/** The packages that the sources in a folder import, tests and what only they need left out. */
async function imported(folder: URL): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory && !["fixtures", "standins", "testing"].includes(name)) {
      names.push(...await imported(new URL(`${name}/`, folder)));
    } else if (name.endsWith(".ts") && !name.endsWith("_test.ts")) {
      const text = await Deno.readTextFile(new URL(name, folder));
      names.push(...[...text.matchAll(IMPORT)].map(([, name]) => name!));
    }
  }
  return names;
}

for (const { program } of IMAGES) {
  Deno.test(`${program}/Dockerfile names the packages that ${program} and common import`, async () => {
    const dockerfile = await Deno.readTextFile(new URL(`${program}/Dockerfile`, ROOT));
    const own = await imported(new URL(`${program}/`, ROOT));
    const all = new Set([...own, ...await imported(new URL("common/", ROOT))]);
    deepEqual(packagesOf(dockerfile), [...all].sort());
  });
}
