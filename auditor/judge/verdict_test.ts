import { deepEqual, equal } from "node:assert/strict";
import { FINDING_KINDS, type FindingKind } from "./findings.ts";
import { type Evidence, reachVerdict, type VerdictRules } from "./verdict.ts";

const RULES: VerdictRules = {
  minAcknowledged: 5_000,
  minPerPartition: 100,
  failOnStrangers: true,
};
const SOUND: Evidence = {
  findings: [],
  acknowledged: 5_000,
  perPartition: [{ partition: 0, acknowledged: 4_900 }, { partition: 1, acknowledged: 100 }],
  tornLedgers: [],
  doubts: [],
};

Deno.test("reachVerdict() passes a run without findings and enough acknowledgements", () => {
  deepEqual(reachVerdict(SOUND, RULES), {
    result: "passed",
    exitCode: 0,
    failing: [],
    doubts: [],
  });
});

Deno.test("reachVerdict() fails for each finding but those that are only counted", () => {
  const counted = FINDING_KINDS.filter((kind) =>
    reachVerdict({ ...SOUND, findings: found(kind) }, RULES).result === "passed"
  );
  deepEqual(counted, ["late", "redelivered", "unknown"]);
  equal(reachVerdict({ ...SOUND, findings: found("lost") }, RULES).exitCode, 3);
});

Deno.test("reachVerdict() neither passes nor fails what the group has not had the time to read", () => {
  const { result, failing } = reachVerdict(
    { ...SOUND, findings: found("unread", "too_soon") },
    RULES,
  );
  equal(result, "inconclusive");
  deepEqual(failing, []);
});

Deno.test("reachVerdict() counts duplicates and strangers where nothing else is claimed", () => {
  const rules = { ...RULES, failOnStrangers: false };
  const findings = [...found("duplicate", "not_claimed"), ...found("stranger")];
  equal(reachVerdict({ ...SOUND, findings }, rules).result, "passed");
});

Deno.test("reachVerdict() proves nothing by having nothing to judge", () => {
  const { exitCode, doubts } = reachVerdict({ ...SOUND, acknowledged: 4_999 }, RULES);
  equal(exitCode, 1);
  deepEqual(doubts, ["only 4999 records were acknowledged where 5000 are wanted"]);
  const perPartition = [{ partition: 0, acknowledged: 5_000 }, { partition: 4, acknowledged: 99 }];
  deepEqual(reachVerdict({ ...SOUND, perPartition }, RULES).doubts, [
    "fewer than 100 acknowledgements on partition 4 (99)",
  ]);
  equal(reachVerdict({ ...SOUND, doubts: ["the fault did not bite"] }, RULES).exitCode, 1);
});

Deno.test("reachVerdict() never passes with a torn ledger, and fails only for what stands without it", () => {
  for (const kind of ["sender", "reader"] as const) {
    const torn = { ...SOUND, tornLedgers: [{ file: "a.ledger", kind }] };
    equal(reachVerdict(torn, RULES).result, "inconclusive");
    const results = FINDING_KINDS.filter((finding) =>
      reachVerdict({ ...torn, findings: found(finding) }, RULES).result === "inconclusive"
    );
    const explained = kind === "sender" ? ["phantom"] : ["unseen", "unread"];
    deepEqual(results, [...explained, "late", "redelivered", "unknown"]);
  }
});

function found(kind: FindingKind, cause = kind === "unread" ? "stalled" : "against_claim") {
  return [{ kind, count: 1, causes: { [cause]: 1 }, examples: [] }];
}
