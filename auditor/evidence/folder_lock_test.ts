import { throws } from "node:assert/strict";
import { lockFolder } from "./folder_lock.ts";

Deno.test("lockFolder() lets one auditor at a time into a folder", async () => {
  const parent = await Deno.makeTempDir();
  const folder = `${parent}/report`;
  try {
    const lock = lockFolder(folder);
    throws(() => lockFolder(folder), { code: "folder_in_use" });
    lock[Symbol.dispose]();
    lockFolder(folder)[Symbol.dispose]();
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
});

Deno.test("lockFolder() says why a folder cannot be used", async () => {
  const file = await Deno.makeTempFile();
  try {
    throws(() => lockFolder(`${file}/report`), { code: "folder_unusable" });
  } finally {
    await Deno.remove(file);
  }
});
