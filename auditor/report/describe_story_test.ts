import { deepEqual, equal } from "node:assert/strict";
import type { Fault } from "../control/contract.ts";
import type { TimedEntry } from "../evidence/journal.ts";
import { describeStory } from "./describe_story.ts";

const AT = Date.parse("2026-01-15T10:30:00Z");
const FAULT: Fault = {
  name: "kill-two",
  expectation: "it waits",
  outcome: "it waited",
  limits: { writing: 30 },
  bites: 1,
  proofs: ["both are gone"],
  kills: [],
  excused: [{ from: "2026-01-15T10:30:00+00:00", to: "2026-01-15T10:30:30Z" }],
  forbidden: [],
};
const ended = (asked: boolean, signal: string | null): TimedEntry => ({
  ...{ time: AT + 3_000, kind: "ended", name: "sender-1", pid: 7, ledger: "s.ledger", bytes: 9 },
  ...{ code: 137, signal, asked },
});
const JOURNAL: readonly TimedEntry[] = [
  { time: AT, kind: "phase", phase: "starting" },
  { time: AT, kind: "nodes", nodes: [1, 2, 3] },
  { time: AT, kind: "partition", partition: 4, leader: 1, epoch: 0, isr: [1, 2] },
  { time: AT + 1_000, kind: "phase", phase: "running" },
  { time: AT + 500, kind: "mark", name: "kill-two", phase: "inject", detail: "node 2" },
  ended(false, "SIGKILL"),
  { time: AT + 4_000, kind: "partition", partition: 4, leader: -1, epoch: 1, isr: [1] },
  ended(true, null),
];

Deno.test("describeStory() tells marks in the order of their times, deaths among them", () => {
  const { marks } = describeStory(JOURNAL, FAULT, { writingLimit: 1, readingLimit: undefined });
  deepEqual(marks.map(({ time, name, phase, detail }) => [time.slice(17), name, phase, detail]), [
    ["00.500Z", "kill-two", "inject", "node 2"],
    ["01.000Z", "auditor", "warm-up over", ""],
    ["03.000Z", "sender-1", "ended", "SIGKILL"],
  ]);
});

Deno.test("describeStory() tells fault, limits, nodes and each partition's changes", () => {
  const story = describeStory(JOURNAL, FAULT, { writingLimit: 30_000, readingLimit: undefined });
  deepEqual(story.limits, { writing: 30_000, reading: null });
  deepEqual(story.fault!.proofs, ["both are gone"]);
  equal(story.fault!.excused[0]!.from, "2026-01-15T10:30:00.000Z");
  deepEqual(story.nodes.map(({ nodes }) => nodes), [[1, 2, 3]]);
  deepEqual(story.changes.get(4)!.map(({ leader, isr }) => [leader, isr]), [[1, [1, 2]], [-1, [
    1,
  ]]]);
  equal(describeStory([], undefined, { writingLimit: 1, readingLimit: 1 }).fault, null);
});
