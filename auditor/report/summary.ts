import type { LatencySummary, Report } from "./report.ts";
import { number } from "./sentence.ts";

/** A report in ten lines for a terminal, without a line end after the last. */
export function summarizeReport(report: Report): string {
  const planted = report.fault?.planted;
  const { totals, latency, partitions, verdict, run } = report;
  const worst = (field: "longestReadingOutage" | "longestWritingOutage") => {
    const sorted = [...partitions].sort((a, b) => (b[field] ?? 0) - (a[field] ?? 0));
    const [first] = sorted;
    return first ? `${seconds(first[field] ?? 0)} (partition ${first.partition})` : "none";
  };
  const counted = report.findings.filter(({ fails }) => !fails)
    .map(({ kind, count }) => `${number(count)} ${kind}`);
  const failing = report.findings.filter(({ fails }) => fails)
    .map(({ kind, count }) => `${number(count)} ${kind.replace("_", " ")}`);
  const example = report.findings.find(({ fails }) => fails)?.examples[0];
  const rows: [string, string][] = [
    ["topic", `${run.topic}, ${partitions.length} partitions, read ${totals.readings} times`],
    [
      "records",
      `${number(totals.sent)} sent, ${number(totals.acknowledged)} acknowledged, ` +
      `${number(totals.unknown)} unknown (${number(totals.unknownInLog)} of them in the log)`,
    ],
    [
      "log",
      `${number(totals.records)} records` +
      (totals.handled === null ? "; reading not judged" : `, ${number(totals.handled)} read`),
    ],
    ["failing", failing.join(", ") || "nothing"],
    ["counted", counted.join(", ") || "nothing"],
    [
      "outage",
      `writing ${worst("longestWritingOutage")}` +
      (run.group === null ? "" : `, reading ${worst("longestReadingOutage")}`),
    ],
    [
      "latency",
      `to acknowledgement ${describe(latency.acknowledging)}` +
      (run.group === null ? "" : `; to reading ${describe(latency.reading)}`),
    ],
    [
      "example",
      example
        ? `partition ${example.partition}` +
          (example.offset === undefined ? "" : `, offset ${example.offset}`) +
          (example.sequence === undefined ? "" : `, sequence ${example.sequence}`) +
          `: ${example.detail}`
        : "none",
    ],
    planted ? ["planted", `${planted}: on purpose, to see that it is found`] : ledgersRow(report),
  ];
  // Nobody who reads the first line alone may take it for a loss of Kafka's.
  const first = planted ? `${verdict.sentence} (planted: ${planted})` : verdict.sentence;
  return [first, ...rows.map(([name, text]) => `  ${name.padEnd(9)}${text}`)].join("\n");
}

function ledgersRow({ ledgers, fault }: Report): [string, string] {
  const open = ledgers.filter(({ closed }) => !closed).length;
  // Whether a fault bit, or all was in sync, only a journal can tell.
  const alone = fault === null ? "; judged from these and the log alone, without a journal" : "";
  return ["ledgers", `${ledgers.length}, of which ${open} not closed by their writer${alone}`];
}

function describe({ count, p50, p99, max }: LatencySummary): string {
  if (count === 0) return "not measured";
  return `p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}, max ${milliseconds(max)}`;
}

function milliseconds(value: number | null): string {
  if (value === null) return "-";
  return value < 1_000 ? `${Math.round(value)} ms` : seconds(value);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
