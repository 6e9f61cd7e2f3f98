import { deepEqual, equal, ok } from "node:assert/strict";
import { PHASES } from "../control/contract.ts";
import { JOURNAL, Journal, readJournal, type TimedEntry } from "./journal.ts";
import { readStory } from "./story.ts";

const FAULT = {
  name: "kill-two",
  expectation: "",
  outcome: "",
  limits: { writing: 30 },
  bites: 2,
  proof: "one",
  excused: { from: "2026-01-15T10:30:00Z", to: "2026-01-15T10:30:30Z" },
  forbidden: { from: "2026-01-15T10:30:01Z", to: "2026-01-15T10:30:29Z" },
};
const AT = Date.parse("2026-01-15T10:30:00Z");
const RUNNING: TimedEntry = { time: AT - 5_000, kind: "phase", phase: "running" };
const STOPPING: TimedEntry = { time: AT + 60_000, kind: "phase", phase: "stopping" };
const JUDGING: TimedEntry = { time: AT + 70_000, kind: "phase", phase: "judging" };

Deno.test("readStory() excuses the warm-up and what the fault excuses", () => {
  const { excused, forbidden, doubts } = readStory([
    RUNNING,
    { time: AT, kind: "fault", said: FAULT },
    { time: AT, kind: "fault", said: { name: FAULT.name, proof: "two" } },
    {
      ...{ time: AT, kind: "fault" },
      said: { name: FAULT.name, excused: { ...FAULT.excused, partition: 4 } },
    },
    STOPPING,
    JUDGING,
  ]);
  deepEqual(excused, [
    { from: -Infinity, to: AT - 5_000 },
    { from: AT, to: AT + 30_000 },
    { from: AT, to: AT + 30_000, partition: 4 },
  ]);
  deepEqual(forbidden, [{ from: AT + 1_000, to: AT + 29_000 }]);
  deepEqual(doubts, []);
});

Deno.test("readStory() doubts a fault without proof that it bit, and a run that never warmed up", () => {
  const said = { name: FAULT.name, bites: 1 };
  deepEqual(readStory([{ time: AT, kind: "fault", said }, STOPPING, JUDGING]).doubts, [
    "the warm-up did not come to its end",
    'nothing proves that the fault "kill-two" bit',
  ]);
  deepEqual(
    readStory([RUNNING, { time: AT, kind: "fault", said: FAULT }, STOPPING, JUDGING]).doubts,
    [
      '1 of 2 proofs show that the fault "kill-two" bit',
    ],
  );
  const quiet = { name: "none", bites: 0 };
  deepEqual(
    readStory([RUNNING, { time: AT, kind: "fault", said: quiet }, STOPPING, JUDGING]).doubts,
    [],
  );
});

Deno.test("readStory() doubts what the driver doubts", () => {
  const said = { name: "none", bites: 0, doubt: "it was not steady" };
  deepEqual(readStory([RUNNING, { time: AT, kind: "fault", said }, STOPPING, JUDGING]).doubts, [
    "it was not steady",
  ]);
});

Deno.test("readStory() knows again what was doubted while the run went on", () => {
  const doubt: TimedEntry = { time: AT, kind: "doubt", doubt: "the run was interrupted" };
  deepEqual(readStory([RUNNING, doubt, STOPPING, JUDGING]).doubts, ["the run was interrupted"]);
});

Deno.test("readStory() doubts a run that was cut short before it stopped in order", () => {
  deepEqual(readStory([RUNNING]).doubts, ["the run was cut short"]);
  deepEqual(readStory([]).doubts, ["the warm-up did not come to its end", "the run was cut short"]);
});

Deno.test("readStory() knows how long each ledger was when its process had ended", () => {
  const ended = { time: AT, kind: "ended", name: "sender-1", pid: 7, code: 137 } as const;
  const started = { time: AT, kind: "started", name: "sender-1", pid: 7 } as const;
  const entries: TimedEntry[] = [
    { ...started, ledger: "sender-1.ledger" },
    { ...started, ledger: "sender-3.ledger" },
    { ...ended, ledger: "sender-1.ledger", bytes: 512, signal: "SIGKILL", asked: false },
    { ...ended, ledger: "sender-2.ledger", bytes: null, signal: null, asked: true },
  ];
  deepEqual([...readStory(entries).sizes], [
    ["sender-1.ledger", 512],
    ["sender-3.ledger", undefined],
    ["sender-2.ledger", null],
  ]);
});

Deno.test("readStory() doubts an end that nobody asked for and the fault does not explain", () => {
  const ended: TimedEntry = {
    ...{ time: AT, kind: "ended", name: "sender-1", pid: 7, ledger: "s.ledger", bytes: 9 },
    ...{ code: 137, signal: "SIGKILL", asked: false },
  };
  const doubts = (kills: string[]) => {
    const said = { name: "kill", bites: 0, kills };
    return readStory([RUNNING, { time: AT, kind: "fault", said }, ended, STOPPING, JUDGING]).doubts;
  };
  deepEqual(doubts([]), ["sender-1 ended without being asked: SIGKILL"]);
  deepEqual(doubts(["sender-1"]), []);
});

Deno.test("readStory() takes no mark's time for the end of the run", () => {
  const later = AT + 3_600_000;
  const mark: TimedEntry = { time: later, kind: "mark", name: "x", phase: "quiet", detail: "" };
  deepEqual(readStory([RUNNING, STOPPING, mark]).end, STOPPING.time);
  deepEqual(readStory([mark]).end, undefined);
});

Deno.test("readStory() knows whether the run had readers", () => {
  const had = (readers: number) =>
    readStory([{ time: AT, kind: "run", run: "r", topic: "t", settings: { readers } }]).hadReaders;
  deepEqual([had(3), had(0), readStory([]).hadReaders], [true, false, false]);
});

Deno.test("readStory() doubts whatever part of a journal there is up to the judging", () => {
  const phases = PHASES.map((phase, index): TimedEntry => ({
    time: AT + index,
    kind: "phase",
    phase,
  }));
  const judging = PHASES.indexOf("judging");
  for (let length = 0; length <= judging; length++) {
    const { doubts } = readStory(phases.slice(0, length));
    ok(doubts.some((doubt) => doubt.startsWith("the run was cut short")), `${length}: ${doubts}`);
  }
  deepEqual(readStory(phases.slice(0, judging)).doubts, [
    "the run was cut short while it was restoring: not all of its end was looked at",
  ]);
  deepEqual(readStory(phases.slice(0, judging + 1)).doubts, []);
});

Deno.test("readStory() knows the cluster that the run was on", () => {
  equal(readStory([{ time: AT, kind: "cluster", id: "c" }]).clusterId, "c");
  equal(readStory([]).clusterId, undefined);
});

Deno.test("a run whose journal is cut at any byte before the judging is never without a doubt", () => {
  const folder = Deno.makeTempDirSync();
  try {
    const journal = Journal.create(folder);
    journal.add({ kind: "cluster", id: "c" });
    for (const phase of PHASES) {
      journal.add({ kind: "phase", phase });
      if (phase === "running") journal.add({ kind: "fault", said: { ...FAULT, bites: 1 } });
      if (phase === "catching-up") journal.add({ kind: "doubt", doubt: "not all were in sync" });
    }
    journal.close();
    const path = `${folder}/${JOURNAL}`;
    const whole = Deno.readFileSync(path);
    for (let size = 0; size <= whole.length; size++) {
      Deno.writeFileSync(path, whole.subarray(0, size));
      const { doubts } = readStory(readJournal(folder)!);
      ok(doubts.length > 0, `cut at ${size}`);
      const isWhole = doubts.includes("not all were in sync");
      ok(isWhole || doubts.some((doubt) => doubt.includes("cut short")), `cut at ${size}`);
    }
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});
