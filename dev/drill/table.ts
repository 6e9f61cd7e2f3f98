import type { DrillResult } from "./result.ts";

const HEADERS = [
  ...["drill", "verdict", "writing", "limit", "reading", "limit", "acknowledged", "lost", "took"],
];

/** The drills of a series, one line each. */
export function tableLines(results: readonly DrillResult[]): string[] {
  const rows = [HEADERS, ...results.map(cells)];
  const widths = HEADERS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((text, column) =>
      column < 2 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!)
    ).join("  ").trimEnd()
  );
}

function cells(result: DrillResult): string[] {
  const { name, limits, writing, reading, acknowledged, lost, took } = result;
  const limit = (seconds: number | undefined) => seconds === undefined ? "-" : `${seconds} s`;
  return [
    ...[name, verdictText(result), `${writing.toFixed(1)} s`, limit(limits?.writing)],
    ...[`${reading.toFixed(1)} s`, limit(limits?.reading)],
    ...[acknowledged.toLocaleString("en-US"), String(lost), `${Math.round(took)} s`],
  ];
}

function verdictText({ verdict, failing, planted }: DrillResult): string {
  const why = failing.length > 0 ? ` (${failing.join(", ")})` : "";
  const asPlanted = planted?.isFound ? ", as planted" : "";
  return `${verdict}${why}${asPlanted}`;
}
