import type { FindingKind } from "../../judge/findings.ts";
import type { Report, ReportFault } from "../report.ts";
import { number } from "../sentence.ts";
import { seconds } from "./seconds.ts";

/** One line of "expected and found". */
export interface ExpectationRow {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  /** Undefined where nothing is expected: it is only measured. */
  readonly good: boolean | undefined;
}

/** What every run must fulfil, beside what this one did. */
export function expectationRows(report: Report): ExpectationRow[] {
  const { totals, settings, partitions, run, fault } = report;
  const count = (...kinds: FindingKind[]) =>
    report.findings.filter(({ kind }) => kinds.includes(kind))
      .reduce((sum, finding) => sum + finding.count, 0);
  const none = (what: string, expected: string, ...kinds: FindingKind[]): ExpectationRow => {
    const found = count(...kinds);
    const fails = report.findings.some(({ kind, fails }) => fails && kinds.includes(kind));
    return { what, expected, found: found === 0 ? "none" : number(found), good: !fails };
  };
  const least = settings["min-acknowledged"];
  const rows = [
    {
      what: "Acknowledged records",
      expected: typeof least === "number" ? `at least ${number(least)}` : "some",
      found: number(totals.acknowledged),
      good: typeof least !== "number" || totals.acknowledged >= least,
    },
    none("Acknowledged and missing", "none", "lost", "deleted"),
    none("Not what was sent, acknowledged or read before", "none", "inconsistent"),
    none("Records that nobody sent", "none", "phantom", "stranger"),
    none("Twice or out of order", "none", "duplicate", "reordered"),
  ];
  if (fault && fault.forbidden.length > 0) {
    const { handedWhileForbidden: tried, answeredJustAfter: answered } = totals;
    const found = `${number(tried)}, and ${number(answered)} sent before were still answered`;
    rows.push(
      {
        ...{ what: "Handed over while nobody but the leader was left", expected: "at least 1" },
        ...{ found, good: tried > 0 },
      },
      none("Acknowledged while nobody but the leader was left", "none", "early"),
    );
  }
  if (run.group !== null) {
    rows.push(none("In the log and not given to the group", "none", "unseen", "unread"));
  }
  for (const what of ["writing", "reading"] as const) {
    if (what === "reading" && run.group === null) continue;
    const field = what === "writing" ? "longestWritingOutage" : "longestReadingOutage";
    const limit = report.limits[what];
    const worst = Math.max(0, ...partitions.map((partition) => partition[field] ?? 0));
    rows.push({
      what: `Longest outage of ${what}`,
      expected: limit !== null ? `at most ${seconds(limit)}` : "no limit set",
      found: seconds(worst),
      good: limit === null ? undefined : worst <= limit,
    });
  }
  return fault && fault.bites > 0 ? [biteRow(fault), ...rows] : rows;
}

function biteRow({ bites, proofs }: ReportFault): ExpectationRow {
  return {
    what: "Proofs that the fault bit",
    expected: `at least ${bites}`,
    found: number(proofs.length),
    good: proofs.length >= bites,
  };
}
