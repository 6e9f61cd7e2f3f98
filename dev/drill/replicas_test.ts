import { deepEqual } from "node:assert/strict";
import type { Lab } from "./lab.ts";
import { copyReplicas } from "./replicas.ts";
import { NO_LAB } from "./testing.ts";

Deno.test("copyReplicas() copies a topic's segments of dead nodes, and of no other", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const path of ["node-1/ticks-0", "node-2/ticks-0", "node-2/other-0"]) {
      await Deno.mkdir(`${folder}/data/${path}`, { recursive: true });
      await Deno.writeTextFile(`${folder}/data/${path}/0.log`, path);
      await Deno.writeTextFile(`${folder}/data/${path}/0.index`, "");
    }
    const nodes = [{ id: 1, state: "up" }, { id: 2, state: "dead" }] as unknown as Lab["nodes"];
    await copyReplicas({ ...NO_LAB, nodes, data: `${folder}/data` }, "ticks", `${folder}/copy`);
    const found: string[] = [];
    for await (const { name } of Deno.readDir(`${folder}/copy`)) found.push(name);
    deepEqual(found, ["node-2"]);
    const copied = [...Deno.readDirSync(`${folder}/copy/node-2`)].map(({ name }) => name);
    deepEqual(copied, ["ticks-0"]);
    const files = [...Deno.readDirSync(`${folder}/copy/node-2/ticks-0`)].map(({ name }) => name);
    deepEqual(files, ["0.log"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
