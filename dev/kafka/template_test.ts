import { equal, match } from "node:assert/strict";
import { copyTemplate, newClusterId } from "./template.ts";
import { withFolder } from "./testing.ts";

Deno.test("newClusterId() makes ids of Kafka's form, each another", () => {
  const ids = Array.from({ length: 200 }, newClusterId);
  for (const id of ids) match(id, /^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/);
  equal(new Set(ids).size, ids.length);
});

Deno.test("copyTemplate() gives the copy ids of its own", () =>
  withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/from`);
    await Deno.writeTextFile(`${folder}/from/bootstrap.checkpoint`, "features");
    const meta = "node.id=1\ndirectory.id=CCCC\nversion=1\ncluster.id=AAAA\n";
    await Deno.writeTextFile(`${folder}/from/meta.properties`, meta);
    await copyTemplate(`${folder}/from`, `${folder}/to`, { clusterId: "BBBB", node: 3 });
    const copy = await Deno.readTextFile(`${folder}/to/meta.properties`);
    match(copy, /^node\.id=3\ndirectory\.id=(?!CCCC)\S{22}\nversion=1\ncluster\.id=BBBB\n$/);
    equal(await Deno.readTextFile(`${folder}/to/bootstrap.checkpoint`), "features");
  }));
