import { deepEqual, equal, match } from "node:assert/strict";
import { compare, type Finding } from "./compare.ts";
import { atLeast, exactly, isGranted, type TopicPlan } from "./plan.ts";
import type { TopicState } from "./topic_admin.ts";

const PLAN: TopicPlan = {
  name: "ticks",
  partitions: exactly(2),
  replicationFactor: exactly(2),
  configs: {},
};

function state(
  replicas: readonly number[][],
  configs: Readonly<Record<string, string>> = {},
): TopicState {
  return {
    partitions: replicas.map((replicas, partition) => ({
      ...{ partition, replicas, inSync: replicas, leader: replicas[0]! },
    })),
    configs: new Map(
      Object.entries(configs).map(([name, value]) => [name, { value, isOwn: true }]),
    ),
  };
}

const WHOLE = state([[1, 2], [2, 1]], { "retention.ms": "10", "min.insync.replicas": "1" });

function pick(findings: readonly Finding[], property: string): Finding {
  return findings.find((finding) => finding.property === property)!;
}

Deno.test("isGranted() takes more where that is fine, and without limit for more than any", () => {
  equal(isGranted(exactly(3), 3), true);
  equal(isGranted(exactly(3), 4), false);
  equal(isGranted(atLeast(3), 4), true);
  equal(isGranted(atLeast(3), 2), false);
  equal(isGranted(atLeast("100"), "-1"), true);
  equal(isGranted(atLeast("-1"), "100"), false);
  equal(isGranted(exactly("100"), "-1"), false);
});

Deno.test("compare() finds nothing to mend where all is as planned", () => {
  const findings = compare({ ...PLAN, configs: { "retention.ms": atLeast("9") } }, WHOLE);
  deepEqual(findings.map(({ property, mend }) => [property, mend]), [
    ["partitions", "nothing"],
    ["replication factor", "nothing"],
    ["retention.ms", "nothing"],
  ]);
});

Deno.test("compare() wants a missing topic created", () => {
  const findings = compare({ ...PLAN, configs: { "retention.ms": exactly("9") } }, undefined);
  deepEqual(findings.map(({ wanted, found, mend }) => [wanted, found, mend]), [
    ["2", undefined, "create"],
    ["2", undefined, "create"],
    ["9", undefined, "create"],
  ]);
});

Deno.test("compare() grows too few partitions, and never shrinks", () => {
  const fewer = compare({ ...PLAN, partitions: exactly(3) }, WHOLE);
  equal(pick(fewer, "partitions").mend, "grow");
  const more = pick(compare({ ...PLAN, partitions: exactly(1) }, WHOLE), "partitions");
  equal(more.mend, "by_hand");
  match(more.remedy ?? "", /ask for 2/);
});

Deno.test("compare() cannot mend replicas, and looks at every partition", () => {
  const uneven = pick(compare(PLAN, state([[1, 2], [2]])), "replication factor");
  deepEqual([uneven.mend, uneven.found], ["by_hand", "1 and 2"]);
  match(uneven.remedy ?? "", /kafka-reassign-partitions/);
});

Deno.test("compare() alters a config, but not one that would stop all writing", () => {
  const find = (name: string, value: string) =>
    pick(compare({ ...PLAN, configs: { [name]: exactly(value) } }, WHOLE), name);
  equal(find("retention.ms", "9").mend, "alter");
  equal(find("min.insync.replicas", "2").mend, "alter");
  deepEqual(
    [find("min.insync.replicas", "3").mend, find("no.such.config", "1").mend],
    ["by_hand", "by_hand"],
  );
});

Deno.test("compare() tells a topic that has brokers compress anew, unless that is wanted", () => {
  const gzip = state([[1, 2], [2, 1]], { "compression.type": "gzip" });
  const found = pick(compare(PLAN, gzip), "compression.type");
  equal(found.mend, "by_hand");
  match(found.remedy ?? "", /--config compression.type=producer/);
  const wish = (value: string) => ({ ...PLAN, configs: { "compression.type": exactly(value) } });
  equal(pick(compare(wish("gzip"), gzip), "compression.type").mend, "nothing");
  equal(pick(compare(wish("producer"), gzip), "compression.type").mend, "alter");
});

Deno.test("compare() names partitions without a leader, and cannot know the configs then", () => {
  const { partitions } = WHOLE;
  const orphaned = { partitions: [partitions[0]!, { ...partitions[1]!, leader: -1 }] };
  const plan = { ...PLAN, configs: { "retention.ms": exactly("9") } };
  const findings = compare(plan, { ...orphaned, configs: undefined });
  deepEqual(findings.map(({ property }) => property), [
    "partitions",
    "replication factor",
    "leaders",
  ]);
  deepEqual([findings[2]?.mend, findings[2]?.found], ["by_hand", "none for 1"]);
});
