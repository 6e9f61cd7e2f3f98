import { equal } from "node:assert/strict";
import type { Finding, FindingKind } from "../judge/findings.ts";
import { verdictSentence } from "./sentence.ts";

const SCOPE = { acknowledged: 59_990, handled: 59_990 };

Deno.test("verdictSentence() of a pass claims no more than was judged", () => {
  const passed = { result: "passed", exitCode: 0, failing: [], doubts: [] } as const;
  equal(
    verdictSentence(passed, [], SCOPE),
    "Passed: all 59,990 acknowledged records are in the log, once and in order, and the group was " +
      "given every one.",
  );
  equal(
    verdictSentence(passed, [], { ...SCOPE, handled: undefined }),
    "Passed: all 59,990 acknowledged records are in the log, once and in order.",
  );
});

Deno.test("verdictSentence() does not claim that the group was given what it had no time for", () => {
  const passed = { result: "passed", exitCode: 0, failing: [], doubts: [] } as const;
  equal(
    verdictSentence(passed, [finding("unread", 1_200, "too_soon")], SCOPE),
    "Passed: all 59,990 acknowledged records are in the log, once and in order, and the group was " +
      "given all but 1,200 that came too soon before the end.",
  );
});

Deno.test("verdictSentence() of a failure names every failing finding, loss first", () => {
  equal(
    failed([finding("lost", 12, "truncated"), finding("stranger", 1, "sender")]),
    "Failed: 12 of 59,990 acknowledged records are lost (truncated); 1 record is in the topic " +
      "without being ours.",
  );
});

Deno.test("verdictSentence() says where the log was truncated, and who still has what is lost", () => {
  const loss = {
    ...finding("lost", 12, "truncated"),
    causes: { truncated: 9, overwritten: 1, ["never_stored"]: 2 },
    replicas: { "the copy of node-2": 10 },
  };
  const verdict = { result: "failed", exitCode: 3, failing: ["lost"], doubts: [] } as const;
  equal(
    verdictSentence(verdict, [loss], { ...SCOPE, truncations: [{ partition: 2, after: 8_324 }] }),
    "Failed: 12 of 59,990 acknowledged records are lost (partition 2 truncated after offset 8,324, " +
      "never stored), and 10 of them are in the copy of node-2.",
  );
});

Deno.test("verdictSentence() says that an outage is no loss", () => {
  const detail = "writing partition 3 stood still for 20.0 s where 13.0 s are allowed";
  equal(
    failed([finding("no_progress", 1, "writing", detail)]),
    `Failed: no acknowledged record is missing, but ${detail}.`,
  );
});

Deno.test("verdictSentence() of an undecided run says why", () => {
  const verdict = {
    result: "inconclusive",
    exitCode: 1,
    failing: [],
    doubts: ["one", "two"],
  } as const;
  equal(verdictSentence(verdict, [], SCOPE), "Inconclusive: one; two.");
});

function failed(findings: Finding[]): string {
  const failing = findings.map(({ kind }) => kind);
  return verdictSentence({ result: "failed", exitCode: 3, failing, doubts: [] }, findings, SCOPE);
}

function finding(kind: FindingKind, count: number, cause: string, detail = ""): Finding {
  return { kind, count, causes: { [cause]: count }, examples: [{ partition: 3, cause, detail }] };
}
