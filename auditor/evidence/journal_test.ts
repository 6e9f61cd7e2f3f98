import { deepEqual, equal, throws } from "node:assert/strict";
import { JudgeError } from "../judge/judge_error.ts";
import { JOURNAL, Journal, readJournal } from "./journal.ts";

function inFolder(name: string, body: (folder: string) => void): void {
  Deno.test(name, () => {
    const folder = Deno.makeTempDirSync();
    try {
      body(folder);
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  });
}

function write(folder: string): Uint8Array {
  const journal = Journal.create(folder);
  journal.add({ kind: "phase", phase: "running" }, 1);
  journal.add({ kind: "mark", name: "kill", phase: "inject", detail: 'Zürich "x"}' }, 2.5);
  journal.add({ kind: "nodes", nodes: [1, 3] }, 3);
  journal.close();
  return Deno.readFileSync(`${folder}/${JOURNAL}`);
}

inFolder("a journal gives back what was noted, in order", (folder) => {
  equal(readJournal(folder), undefined);
  write(folder);
  deepEqual(readJournal(folder), [
    { time: 1, kind: "phase", phase: "running" },
    { time: 2.5, kind: "mark", name: "kill", phase: "inject", detail: 'Zürich "x"}' },
    { time: 3, kind: "nodes", nodes: [1, 3] },
  ]);
});

inFolder("a journal that exists is not written to", (folder) => {
  write(folder);
  throws(() => Journal.create(folder), Deno.errors.AlreadyExists);
});

inFolder("a journal that a kill has cut keeps its whole lines", (folder) => {
  const whole = write(folder);
  const all = readJournal(folder)!;
  for (let size = 0; size <= whole.length; size++) {
    Deno.writeFileSync(`${folder}/${JOURNAL}`, whole.subarray(0, size));
    const lines = whole.subarray(0, size).filter((byte) => byte === 10).length;
    deepEqual(readJournal(folder), all.slice(0, lines), `cut at ${size}`);
  }
});

inFolder("a journal with any byte changed or a line left out is refused", (folder) => {
  const whole = write(folder);
  const path = `${folder}/${JOURNAL}`;
  // Without its line end the last line counts as cut.
  for (let at = 0; at < whole.length - 1; at++) {
    const changed = whole.slice();
    changed[at]! ^= 1;
    Deno.writeFileSync(path, changed);
    throws(() => readJournal(folder), JudgeError, `byte ${at}`);
  }
  const lines = new TextDecoder().decode(whole).split("\n");
  for (let at = 0; at < lines.length - 2; at++) {
    Deno.writeTextFileSync(path, lines.filter((_line, index) => index !== at).join("\n"));
    throws(() => readJournal(folder), JudgeError, `line ${at}`);
  }
});

Deno.test("a journal on a full disk throws", () => {
  if (Deno.build.os !== "linux") return;
  const journal = new Journal(Deno.openSync("/dev/full", { write: true }));
  throws(() => journal.add({ kind: "phase", phase: "running" }), { code: "journal_not_written" });
  journal.close();
});
