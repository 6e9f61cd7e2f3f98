import type { Report } from "../report.ts";
import { number } from "../sentence.ts";
import { html, type Markup } from "./markup.ts";
import { seconds } from "./seconds.ts";

/** What a run came to, in a few large figures. */
export function keyFigures(report: Report): Markup {
  const { totals, findings, latency, limits, partitions, run } = report;
  const missing = findings.filter(({ kind }) => kind === "lost" || kind === "deleted")
    .reduce((sum, { count }) => sum + count, 0);
  const worst = (field: "longestReadingOutage" | "longestWritingOutage") =>
    Math.max(0, ...partitions.map((partition) => partition[field] ?? 0));
  const outage = (what: "reading" | "writing", milliseconds: number) => {
    const limit = limits[what];
    return {
      figure: seconds(milliseconds),
      what: `longest outage of ${what}`,
      note: limit === null ? "no limit set" : `${seconds(limit)} allowed`,
      isBad: limit !== null && milliseconds > limit,
    };
  };
  const figures = [
    {
      figure: number(missing),
      what: "acknowledged and missing",
      note: `of ${number(totals.acknowledged)} acknowledged`,
      isBad: missing > 0,
    },
    outage("writing", worst("longestWritingOutage")),
    ...run.group === null ? [] : [outage("reading", worst("longestReadingOutage"))],
    {
      figure: milliseconds(latency.acknowledging.p99),
      what: "to acknowledgement, 99th percentile",
      note: `median ${milliseconds(latency.acknowledging.p50)}`,
      isBad: false,
    },
  ];
  return html`<dl class="figures">${
    figures.map(({ figure, what, note, isBad }) =>
      html`
        <div class="${isBad ? "bad" : ""}">
          <dt>${what}</dt>
          <dd><strong>${figure}</strong> <span
        class="quiet">${note}</span></dd>
        </div>
      `
    )
  }</dl>`;
}

function milliseconds(value: number | null): string {
  if (value === null) return "not measured";
  return value < 1_000 ? `${Math.round(value)} ms` : seconds(value);
}
