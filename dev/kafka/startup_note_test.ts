import { equal } from "node:assert/strict";
import { inspectArchive, keepArchive } from "./startup_note.ts";
import { withFolder } from "./testing.ts";

async function withArchive(work: (path: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/written`, "classes", { mode: 0o444 });
    await keepArchive(`${folder}/written`, `${folder}/startup.jsa`, "jars 1");
    await work(`${folder}/startup.jsa`);
  });
}

Deno.test("inspectArchive() takes an archive of the same jars only", () =>
  withArchive(async (path) => {
    equal(await inspectArchive(path, "jars 1", "content"), "usable");
    equal(await inspectArchive(path, "jars 2", "size"), "missing");
  }));

Deno.test("inspectArchive() refuses one that is truncated, changed or gone", () =>
  withArchive(async (path) => {
    await Deno.chmod(path, 0o644);
    await Deno.writeTextFile(path, "clazzes");
    equal(await inspectArchive(path, "jars 1", "size"), "usable");
    equal(await inspectArchive(path, "jars 1", "content"), "missing");
    await Deno.truncate(path, 3);
    equal(await inspectArchive(path, "jars 1", "size"), "missing");
    await Deno.remove(path);
    equal(await inspectArchive(path, "jars 1", "size"), "missing");
  }));

Deno.test("keepArchive() replaces an older one, and a rest of a try that was killed", () =>
  withArchive(async (path) => {
    await Deno.writeTextFile(`${path}.unfinished`, "half", { mode: 0o444 });
    await Deno.writeTextFile(`${path}.new`, "more classes");
    await keepArchive(`${path}.new`, path, "jars 2");
    equal(await inspectArchive(path, "jars 2", "content"), "usable");
    equal(await Deno.readTextFile(path), "more classes");
  }));

Deno.test("keepArchive() remembers that this Java writes none", () =>
  withArchive(async (path) => {
    await keepArchive(`${path}.none`, path, "jars 1");
    equal(await inspectArchive(path, "jars 1", "size"), "impossible");
    equal(await inspectArchive(path, "jars 2", "size"), "missing");
  }));
