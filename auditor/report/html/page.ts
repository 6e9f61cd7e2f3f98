import type { Report } from "../report.ts";
import { number } from "../sentence.ts";
import { drawCharts } from "./charts.ts";
import { makePage } from "./make_page.ts";
import { html, type Markup } from "./markup.ts";
import { keyFigures } from "./figures.ts";
import { expectation } from "./expectation_section.ts";
import { marksList } from "./marks_list.ts";
import { findingsTable, ledgersTable, partitionsTable, settingsTable } from "./tables.ts";

const WIDE = 960;
const NARROW = 360;
const PLANTED =
  "This was done on purpose, to see that the auditor finds it: what failed is no fault of " +
  "the cluster's.";

/**
 * A report as one page that needs nothing else: no script, no request. Its pictures are SVG, drawn
 * once wide and once for a phone.
 */
export function renderPage(report: Report): string {
  const { verdict, run } = report;
  const planted = report.fault?.planted || undefined;
  const [word, ...rest] = verdict.sentence.split(": ");
  const wide = drawCharts(report, WIDE);
  const narrow = drawCharts(report, NARROW);
  const figure = (name: keyof typeof wide, caption: Markup) =>
    wide[name] && html`
      <figure>
        <div class="wide">${wide[name]}</div>
        <div class="narrow">${narrow[name]}</div>
        <figcaption>${caption}</figcaption>
      </figure>
    `;
  return makePage({
    title: `${planted ? "Planted, " : ""}${word}: ${report.fault?.name ?? run.topic}`,
    className: verdict.result,
    body: html`
      <header>
        <h1><strong>${word}:</strong> ${rest.join(": ")}</h1>
        ${planted && html`<p class="planted"><strong>Planted:</strong> ${planted}. ${PLANTED}</p>`}
        <p class="quiet">${runLine(report)}</p>
      </header>
      <main>
      ${keyFigures(report)}
      <h2>Expected and found</h2>
      ${expectation(report)}
      <h2>Partition by partition</h2>
      ${marksList(report)}
      ${figure(
        "nodes",
        html`Nodes that serve clients. Dashed: not, as far as the others know; they learn of an end late.
Process: when it was gone or stopped in fact.`,
      )}
      ${figure(
        "timeline",
        html`Height: records acknowledged in a second, up to twice the usual. Dashed boxes: something was
due and nothing was acknowledged for half a second or longer. Below each: who leads; dashed, where not
all replicas are in sync.`,
      )}
      <h2>Throughput</h2>
      ${figure(
        "throughput",
        html`Records in a second. Solid: acknowledged. Dashed: read by the group.`,
      )}
      <h2>Latency from due time</h2>
      ${figure(
        "latency",
        html`Solid: to acknowledgement, 99th percentile; dotted: median. Dashed: to reading, 99th
percentile. By the second in which it ended.`,
      )}
      <h2>Findings</h2>
      ${findingsTable(report)}
      <h2>Partitions</h2>
      ${partitionsTable(report)}
      <h2>What the verdict rests on</h2>
      ${ledgersTable(report)}
      <p class="quiet">${report.clocks}</p>
      ${settingsTable(report)}
          </main>
    `,
  });
}

function runLine({ fault, run, totals, tool }: Report): string {
  const length = (Date.parse(run.end ?? "") - Date.parse(run.start ?? "")) / 1_000;
  const parts = [
    fault?.name,
    `topic ${run.topic}`,
    run.clusterId && `cluster ${run.clusterId}`,
    run.start && `${run.start.replace("T", " ").slice(0, 19)} UTC`,
    Number.isFinite(length) && `${length.toFixed(0)} s`,
    `${number(totals.sent)} records`,
    `${tool.name} ${tool.version}`,
  ];
  return parts.filter(Boolean).join(" · ");
}
