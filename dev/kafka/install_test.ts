import { deepEqual, equal, rejects } from "node:assert/strict";
import { installOnce } from "./install.ts";
import { withFolder } from "./testing.ts";

function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

/** A folder counts as whole when it holds the file `a`. */
function whole(folder: string): () => Promise<boolean> {
  return () => Deno.stat(`${folder}/a`).then(() => true, () => false);
}

Deno.test("installOnce() leaves nothing when filling fails", () =>
  withFolder(async (parent) => {
    const folder = `${parent}/it`;
    const fill = async (staging: string) => {
      await Deno.writeTextFile(`${staging}/a`, "half");
      throw new Error("disk full");
    };
    await rejects(installOnce(folder, whole(folder), fill), /disk full/);
    deepEqual(names(parent), ["it.lock"]);
  }));

Deno.test("installOnce() replaces what is damaged and what a killed start left unfinished", () =>
  withFolder(async (parent) => {
    const folder = `${parent}/it`;
    await Deno.mkdir(folder);
    await Deno.writeTextFile(`${folder}/damaged`, "");
    await Deno.mkdir(`${folder}.unfinished`);
    await Deno.writeTextFile(`${folder}.unfinished/rest`, "");
    await installOnce(folder, whole(folder), (staging) => Deno.writeTextFile(`${staging}/a`, ""));
    deepEqual(names(folder), ["a"]);
    deepEqual(names(parent), ["it", "it.lock"]);
  }));

Deno.test("installOnce() fills once when two start at once", () =>
  withFolder(async (parent) => {
    const folder = `${parent}/it`;
    let fills = 0;
    const fill = async (staging: string) => {
      fills++;
      await Deno.writeTextFile(`${staging}/a`, "");
    };
    await Promise.all([1, 2, 3].map(() => installOnce(folder, whole(folder), fill)));
    equal(fills, 1);
  }));
