import type { Finding, Mend } from "./compare.ts";
import type { TopicReport } from "./ensure.ts";

const HEADINGS = ["topic", "property", "wanted", "found", "result"];
const DONE: Readonly<Record<Mend, string>> = {
  nothing: "ok",
  create: "created",
  grow: "grown",
  alter: "altered",
  "by_hand": "differs",
};
const HOUR_MS = 60 * 60 * 1000;

/** What people are shown: a table, what is to be known about it, and the outcome in a sentence. */
export function reportText(reports: readonly TopicReport[]): string {
  const rows = reports.flatMap((report) => report.findings.map((each) => row(report, each)));
  const lines = [layOut([HEADINGS, ...rows]), ...remarks(reports), outcome(reports)];
  return lines.map((line) => `${line}\n`).join("");
}

/** Findings that are still open. */
export function differences({ findings, isMended }: TopicReport): Finding[] {
  return findings.filter(({ mend }) => isMended ? mend === "by_hand" : mend !== "nothing");
}

/** Findings that were mended. */
export function changes({ findings, isMended }: TopicReport): Finding[] {
  if (!isMended) return [];
  return findings.filter(({ mend }) => mend !== "nothing" && mend !== "by_hand");
}

function row({ topic, isMended }: TopicReport, finding: Finding): string[] {
  const { property, wanted, isLeast, found, mend } = finding;
  const least = isLeast && wanted !== "-1" ? "at least " : "";
  return [
    topic,
    property,
    `${least}${readable(property, wanted)}`,
    found === undefined ? "none" : readable(property, found),
    isMended || mend === "nothing" ? DONE[mend] : "differs",
  ];
}

/** Times in milliseconds are hard to read. */
function readable(property: string, value: string): string {
  if (property !== "retention.ms") return value;
  if (value === "-1") return "for ever";
  const number = Number(value);
  return number % HOUR_MS === 0 ? `${number / HOUR_MS}h` : `${value}ms`;
}

function layOut(rows: readonly string[][]): string {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}

function remarks(reports: readonly TopicReport[]): string[] {
  return reports.flatMap((report) =>
    report.findings.flatMap(({ property, mend, remedy, found, wanted }) => {
      if (remedy) return [`${report.topic}, ${property}: ${remedy}`];
      if (mend !== "grow") return [];
      const tense = report.isMended ? "go now" : "would go";
      return [
        `${report.topic}, partitions: with ${wanted} instead of ${found}, most keys ${tense} to ` +
        "another partition; older records stay where they are",
      ];
    })
  );
}

function outcome(reports: readonly TopicReport[]): string {
  const open = reports.flatMap(differences).length;
  const isChecked = reports.every(({ isMended }) => !isMended);
  if (isChecked && open > 0) return `Differences: ${open}; nothing was changed`;
  const done = (["create", "grow", "alter"] as const).flatMap((mend) => {
    const topics = reports.filter((report) => changes(report).some((each) => each.mend === mend));
    return topics.length === 0
      ? []
      : [`${DONE[mend]} ${topics.map(({ topic }) => topic).join(", ")}`];
  });
  const rest = open === 0 ? [] : [`to be mended by hand: ${open}`];
  const parts = [...done, ...rest];
  if (parts.length === 0) return "Everything is as wanted: nothing to change";
  return capitalized(parts.join("; "));
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
