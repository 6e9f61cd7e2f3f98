import { equal } from "node:assert/strict";
import type { Finding } from "./compare.ts";
import type { TopicReport } from "./ensure.ts";
import { reportText } from "./table.ts";

const finding = (property: string, wanted: string, found: string | undefined): Finding => ({
  ...{ property, wanted, found, isLeast: false, mend: "nothing" },
});
const report = (findings: readonly Finding[], isMended: boolean): TopicReport => ({
  ...{ topic: "ticks", findings, isMended, state: undefined },
});
const GROWN: Finding = { ...finding("partitions", "6", "3"), mend: "grow" };
const RETENTION: Finding = {
  ...finding("retention.ms", "604800000", "90000"),
  ...{ mend: "alter", isLeast: true },
};
const REPLICAS: Finding = {
  ...finding("replication factor", "3", "1"),
  ...{ mend: "by_hand", remedy: "Place them" },
};

Deno.test("reportText() shows what was mended, what it means, and what is left", () => {
  equal(
    reportText([report([GROWN, REPLICAS, RETENTION], true)]),
    `topic  property            wanted         found    result
ticks  partitions          6              3        grown
ticks  replication factor  3              1        differs
ticks  retention.ms        at least 168h  90000ms  altered
ticks, partitions: with 6 instead of 3, most keys go now to another partition; older records stay where they are
ticks, replication factor: Place them
Grown ticks; altered ticks; to be mended by hand: 1
`,
  );
});

Deno.test("reportText() of a check tells that nothing was changed", () => {
  const text = reportText([report([GROWN, finding("retention.ms", "-1", undefined)], false)]);
  equal(
    text,
    `topic  property      wanted    found  result
ticks  partitions    6         3      differs
ticks  retention.ms  for ever  none   ok
ticks, partitions: with 6 instead of 3, most keys would go to another partition; older records stay where they are
Differences: 1; nothing was changed
`,
  );
});

Deno.test("reportText() says so when there is nothing to do", () => {
  const text = reportText([report([finding("partitions", "6", "6")], true)]);
  equal(text.trim().split("\n").at(-1), "Everything is as wanted: nothing to change");
});
