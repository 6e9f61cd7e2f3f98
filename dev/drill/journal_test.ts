import { equal, match } from "node:assert/strict";
import { Journal } from "./journal.ts";

const NEWS = { drill: "01-none", phase: "start", detail: "" } as const;

Deno.test("Journal notes what happens, and lets drills go on when it no longer can", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const problems: string[] = [];
    const path = `${folder}/drills.jsonl`;
    const journal = new Journal(path, (problem) => problems.push(problem));
    journal.add(NEWS);
    // As good as a full disk: nothing can be written.
    journal[Symbol.dispose]();
    journal.add(NEWS);
    journal.add(NEWS);
    equal(problems.length, 1);
    match(problems[0]!, /^Cannot write the journal any more/);
    const lines = (await Deno.readTextFile(path)).trim().split("\n");
    equal(lines.length, 1);
    equal(JSON.parse(lines[0]!).drill, "01-none");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
