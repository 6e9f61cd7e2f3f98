import type { Report } from "../report.ts";
import { number } from "../sentence.ts";
import { drawCharts } from "./charts.ts";
import { html, Markup } from "./markup.ts";
import { expectationRows } from "./expectation.ts";
import { STYLE } from "./style.ts";
import { findingsTable, ledgersTable, partitionsTable, settingsTable } from "./tables.ts";

const WIDE = 960;
const NARROW = 360;

/**
 * A report as one page that needs nothing else: no script, no request. Its pictures are SVG, drawn
 * once wide and once for a phone.
 */
export function renderPage(report: Report): string {
  const { verdict, run } = report;
  const [word, ...rest] = verdict.sentence.split(": ");
  const wide = drawCharts(report, WIDE);
  const narrow = drawCharts(report, NARROW);
  const figure = (name: keyof typeof wide, caption: Markup) =>
    html`
      <figure>
        <div class="wide">${wide[name]}</div>
        <div class="narrow">${narrow[name]}</div>
        <figcaption>${caption}</figcaption>
      </figure>
    `;
  return "<!doctype html>\n" + html`
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>${word}: ${run.topic}</title>
        <style>${new Markup(STYLE)}</style>
      </head>
      <body class="${verdict.result}">
        <header>
          <h1><strong>${word}:</strong> ${rest.join(": ")}</h1>
          <p class="quiet">${runLine(report)}</p>
        </header>
        <main>
    <h2>Expected and found</h2>
    ${expectation(report)}
    <h2>Partition by partition</h2>
    ${marksList(report)}
    ${figure(
      "timeline",
      html`Height: records acknowledged in a second. Dashed boxes: something was due and nothing was
acknowledged for half a second or longer.`,
    )}
    <h2>Throughput</h2>
    ${figure("throughput", html`Solid: acknowledged. Dashed: read by the group.`)}
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
      </body>
    </html>
  `.text + "\n";
}

function runLine({ run, totals, tool }: Report): string {
  const length = (Date.parse(run.end ?? "") - Date.parse(run.start ?? "")) / 1_000;
  const parts = [
    `Topic ${run.topic}`,
    run.clusterId && `cluster ${run.clusterId}`,
    run.start && `${run.start.replace("T", " ").slice(0, 19)} UTC`,
    Number.isFinite(length) && `${length.toFixed(0)} s`,
    `${number(totals.sent)} records`,
    `${tool.name} ${tool.version}`,
  ];
  return parts.filter(Boolean).join(" · ");
}

function expectation(report: Report): Markup {
  const { fault, verdict } = report;
  const rows = expectationRows(report).map(({ what, expected, found, good }) =>
    html`
      <tr>
        <th scope="row">${what}</th>
        <td>${expected}</td>
        <td>${found}</td>
        <td class="result ${good ? "good" : "bad"}">${good ? "✓" : "✗"} <span class="word">${good
          ? "as expected"
          : "not so"}</span></td>
      </tr>
    `
  );
  const doubts = verdict.doubts.map((doubt) => html`<li>${doubt}</li>`);
  return html`
    ${fault
      ? html`<p><strong>${fault.name}</strong>. Expected: ${fault.expectation}. What happened:
${fault.outcome}.</p>`
      : undefined}
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Expected</th>
            <th scope="col">Found</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
    ${doubts.length > 0
      ? html`
        <p>What leaves it unproven:</p>
        <ul>${doubts}</ul>
      `
      : undefined}
  `;
}

function marksList({ marks, run }: Report): Markup | undefined {
  if (marks.length === 0) return undefined;
  const begin = Date.parse(run.start ?? marks[0]!.time);
  return html`<ol class="marks">${
    marks.map(({ time, name, phase, detail }) =>
      html`<li>${((Date.parse(time) - begin) / 1_000).toFixed(1)} s: ${name} ${phase}${
        detail ? `, ${detail}` : ""
      }</li>`
    )
  }</ol>`;
}
