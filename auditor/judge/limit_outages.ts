import type { ClockBounds } from "./clock_bounds.ts";
import type { FindingSink } from "./findings.ts";
import type { PartitionJudgement } from "./judge_partition.ts";
import { lengthOf, longest } from "./outage.ts";
import type { RunLedgers, RunRules } from "./run_evidence.ts";

const WHAT = ["writing", "reading"] as const;

/** What outages are held against their limits with. */
export interface LimitContext {
  readonly rules: Pick<RunRules, "readingLimit" | "writingLimit">;
  readonly hosts: RunLedgers["hosts"];
  readonly clocks: ClockBounds;
  readonly findings: FindingSink;
}

/**
 * Finds `no_progress`: outages longer than their limits. An outage that is measured by clocks of
 * several hosts may be as much longer or shorter as these differ.
 *
 * @returns Doubts, where that may decide: a clause each.
 */
export function limitOutages(
  judged: readonly Pick<PartitionJudgement, "partition" | "reading" | "writing">[],
  { rules, hosts, clocks, findings }: LimitContext,
): string[] {
  const doubts: string[] = [];
  for (const { partition, ...outages } of judged) {
    for (const what of WHAT) {
      const limit = rules[`${what}Limit`];
      const outage = longest(outages[what]);
      if (limit === undefined) continue;
      const length = outage ? lengthOf(outage) : 0;
      const names = hosts(partition, what);
      const unsure = clocks.uncertainty(names);
      const detail = `${what} partition ${partition} stood still for ${seconds(length)} where ` +
        `${seconds(limit)} are allowed`;
      // Without any outage there is nothing to be too long, whatever the limit.
      if (length - limit > unsure && outage) {
        findings.add("no_progress", { partition, cause: what, detail });
      } else if (length + unsure > limit && unsure > 0) {
        doubts.push(`${detail}, by the clocks of ${names.join(" and ")}, ${describe(unsure)}`);
      }
    }
  }
  return doubts;
}

function describe(unsure: number): string {
  return unsure === Infinity ? "which nothing bounds" : `which may differ by ${seconds(unsure)}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
