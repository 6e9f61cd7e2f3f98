import { deepEqual } from "node:assert/strict";
import { doubtEnds } from "./doubt_ends.ts";
import type { TimedEntry } from "./journal.ts";

const ended = (name: string, signal: string | null, asked = false): TimedEntry => ({
  ...{ time: 1, kind: "ended", name, pid: 7, ledger: `${name}.ledger`, bytes: 9 },
  ...{ code: signal ? 137 : 1, signal, asked },
});
const killed = ended("reader-1", "SIGKILL");

Deno.test("doubtEnds() doubts a program that ended without being asked, in a word each", () => {
  const crashed = ended("sender-2", null);
  deepEqual(doubtEnds([killed, crashed, crashed, ended("sender-1", "SIGTERM", true)], []), [
    "reader-1 ended without being asked: SIGKILL",
    "sender-2 ended without being asked: exit code 1",
  ]);
});

Deno.test("doubtEnds() takes a kill for the fault's own as often as the fault names it", () => {
  deepEqual(doubtEnds([killed], ["reader-1"]), []);
  deepEqual(doubtEnds([killed, killed], ["reader-1", "reader-1"]), []);
  const doubts = ["reader-1 ended without being asked: SIGKILL"];
  deepEqual(doubtEnds([killed, killed], ["reader-1"]), doubts);
  deepEqual(doubtEnds([killed], ["reader-2"]), doubts);
  deepEqual(doubtEnds([ended("reader-1", null)], ["reader-1"]).length, 1, "it was not killed");
});
