import { equal, notEqual } from "node:assert/strict";
import { digestFolder } from "./digest_folder.ts";

Deno.test("a digest changes with a file's text and with its name, below too, and only then", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/below`);
    await Deno.writeTextFile(`${folder}/below/a`, "one");
    const first = await digestFolder(folder);
    equal(await digestFolder(folder), first);
    await Deno.writeTextFile(`${folder}/below/a`, "two");
    const second = await digestFolder(folder);
    notEqual(second, first);
    await Deno.rename(`${folder}/below/a`, `${folder}/below/b`);
    notEqual(await digestFolder(folder), second);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
