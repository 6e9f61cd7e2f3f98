import { equal, throws } from "node:assert/strict";
import { readJournal } from "../evidence/journal.ts";
import { RunFolder } from "./run_folder.ts";

Deno.test("RunFolder refuses a second auditor, and a folder with a run in it", async () => {
  const parent = await Deno.makeTempDir();
  const path = `${parent}/drill`;
  try {
    const folder = RunFolder.open(path);
    throws(() => RunFolder.open(path), { code: "folder_in_use" });
    folder.journal.add({ kind: "phase", phase: "running" });
    folder[Symbol.dispose]();
    throws(() => RunFolder.open(path), { code: "folder_taken" });
    equal(readJournal(path)!.length, 1, "what the first has left is untouched");
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
});
