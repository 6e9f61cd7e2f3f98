import { deepEqual } from "node:assert/strict";
import { findDamaged, writeManifest } from "./manifest.ts";
import { withFolder } from "./testing.ts";

Deno.test("findDamaged() finds what is truncated, missing or changed", () =>
  withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/lib`);
    for (const name of ["whole", "short", "gone", "lib/changed"]) {
      await Deno.writeTextFile(`${folder}/${name}`, "content");
    }
    await writeManifest(folder);
    deepEqual(await findDamaged(folder, "content"), []);
    await Deno.truncate(`${folder}/short`, 3);
    await Deno.remove(`${folder}/gone`);
    await Deno.writeTextFile(`${folder}/lib/changed`, "CONTENT");
    deepEqual(await findDamaged(folder, "size"), ["gone", "short"]);
    deepEqual(await findDamaged(folder, "content"), ["gone", "lib/changed", "short"]);
  }));

Deno.test("findDamaged() names the manifest where it is missing or not readable", () =>
  withFolder(async (folder) => {
    deepEqual(await findDamaged(folder, "size"), ["manifest.json"]);
    await Deno.writeTextFile(`${folder}/manifest.json`, '{"a":');
    deepEqual(await findDamaged(folder, "size"), ["manifest.json"]);
  }));
