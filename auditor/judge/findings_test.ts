import { deepEqual, equal } from "node:assert/strict";
import { Findings, MOST_SENDERS } from "./findings.ts";

function some(count: number, sender: string | undefined): Findings {
  const findings = new Findings(2);
  for (let sequence = 0; sequence < count; sequence++) {
    findings.add("lost", { partition: 0, sender, sequence, cause: "removed", detail: "gone" });
  }
  return findings;
}

Deno.test("Findings counts every record of each sender, though it keeps few examples", () => {
  const findings = some(50, "a");
  findings.merge(some(7, "b"));
  findings.merge(some(5, "a"));
  findings.merge(some(3, undefined));
  const [lost] = findings.all;
  deepEqual([lost!.count, lost!.examples.length, lost!.senders], [65, 2, { a: 55, b: 7 }]);
  equal("senders" in some(3, undefined).all[0]!, false);
});

Deno.test("Findings does not grow with the names of strangers", () => {
  const findings = new Findings();
  for (let sender = 0; sender < 3 * MOST_SENDERS; sender++) findings.merge(some(1, `s${sender}`));
  findings.merge(some(1, "s0"));
  const [lost] = findings.all;
  equal(lost!.count, 3 * MOST_SENDERS + 1);
  equal(Object.keys(lost!.senders!).length, MOST_SENDERS);
  equal(lost!.senders!["s0"], 2);
});
