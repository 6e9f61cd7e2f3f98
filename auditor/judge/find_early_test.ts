import { deepEqual } from "node:assert/strict";
import { doubtForbidden, findEarly, UNDER_WAY_MS } from "./find_early.ts";
import { Findings } from "./findings.ts";
import type { SenderEvent } from "./history.ts";
import { SenderTable } from "./sender_table.ts";
import type { Span } from "./spans.ts";

const FORBIDDEN = [{ from: 10_000, to: 40_000 }];

/** One record for each pair of times: handed over, and acknowledged. */
function find(times: readonly (readonly [number, number])[], forbidden: readonly Span[]) {
  const all = times.flatMap(([handed, acknowledged], sequence): SenderEvent[] => [
    {
      ...{ kind: "sent", time: handed },
      records: [{ sequence, due: 0, key: "AAPL", valueHash: 0n }],
    },
    { kind: "acknowledged", time: acknowledged, first: sequence, count: 1, baseOffset: sequence },
  ]);
  const sent = all.filter(({ kind }) => kind === "sent");
  const decided = all.filter(({ kind }) => kind !== "sent").sort((a, b) => a.time - b.time);
  const events = [...sent, ...decided];
  const table = new SenderTable({ sender: "s", lastSign: 0, claimsOnce: true, events }, () => 0);
  const findings = new Findings();
  const counts = findEarly([table], forbidden, 3, findings);
  const early = findings.all.flatMap(({ causes, examples }) => [
    causes,
    ...examples.map(({ sequence, detail }) => `${sequence}: ${detail}`),
  ]);
  return { counts, early };
}

Deno.test("findEarly() finds what is sent and acknowledged while only the leader is left, without excuse", () => {
  const { counts, early } = find([[9_000, 9_500], [10_000, 10_001], [39_000, 40_000]], FORBIDDEN);
  deepEqual(early, [
    { forbidden_time: 2 },
    "1: sent and acknowledged 0.0 s after nobody but the leader was left",
    "2: sent and acknowledged 30.0 s after nobody but the leader was left",
  ]);
  deepEqual(counts, { handedWhileForbidden: 2, answeredJustAfter: 0 });
});

Deno.test("findEarly() excuses an answer that was under way, and no later one", () => {
  const just = 10_000 + UNDER_WAY_MS;
  const { counts, early } = find([[9_000, just], [9_000, just + 1]], FORBIDDEN);
  deepEqual(early, [
    { sent_before: 1 },
    "1: sent before and acknowledged 1.0 s after nobody but the leader was left",
  ]);
  deepEqual(counts, { handedWhileForbidden: 0, answeredJustAfter: 1 });
});

Deno.test("findEarly() has nothing against what is acknowledged when others are back", () => {
  const { counts, early } = find([[9_000, 40_001], [20_000, 41_000]], FORBIDDEN);
  deepEqual(early, []);
  deepEqual(counts, { handedWhileForbidden: 1, answeredJustAfter: 0 });
});

Deno.test("findEarly() takes times that overlap for one", () => {
  const overlapping = [{ from: 10_000, to: 20_000 }, { from: 15_000, to: 40_000 }];
  const { counts, early } = find([[12_000, 30_000]], overlapping);
  deepEqual(early[0], { forbidden_time: 1 });
  deepEqual(counts, { handedWhileForbidden: 1, answeredJustAfter: 0 });
});

Deno.test("doubtForbidden() doubts a run in which nothing could have been early", () => {
  const counts = (...handed: readonly number[]) =>
    handed.map((handedWhileForbidden) => ({ handedWhileForbidden, answeredJustAfter: 7 }));
  deepEqual(doubtForbidden(FORBIDDEN, counts(0, 0)), [
    "nothing was handed over while nobody but the leader was left to acknowledge it",
  ]);
  deepEqual(doubtForbidden(FORBIDDEN, counts(0, 1)), []);
  deepEqual(doubtForbidden([], counts(0, 0)), []);
});
