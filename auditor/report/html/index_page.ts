import type { IndexEntry } from "../index_entry.ts";
import type { Report } from "../report.ts";
import { number } from "../sentence.ts";
import { html, type Markup } from "./markup.ts";
import { makePage } from "./make_page.ts";

const WORDS = { passed: "Passed", failed: "Failed", inconclusive: "Inconclusive" } as const;
const SIGNS = { passed: "✓", failed: "✗", inconclusive: "?" } as const;

/** A list of reports as one page that needs nothing else but, for its links, the reports. */
export function renderIndex(entries: readonly IndexEntry[]): string {
  const results = entries.map(({ report }) => report?.verdict.result ?? "inconclusive");
  const count = (result: keyof typeof WORDS) => results.filter((one) => one === result).length;
  const worst = (["failed", "inconclusive"] as const).find((result) => count(result) > 0) ??
    "passed";
  const counts = (["passed", "failed", "inconclusive"] as const)
    .filter((result) => count(result) > 0).map((result) => `${count(result)} ${result}`);
  const title = `${entries.length} ${entries.length === 1 ? "run" : "runs"}`;
  return makePage({
    title: `${title}: ${counts.join(", ")}`,
    className: worst,
    body: html`
      <header>
        <h1><strong>${title}:</strong> ${counts.join(", ") || "no report found"}</h1>
      </header>
      <main>
        <div class="scroll" role="region" aria-label="Runs" tabindex="0">
          <table>
            <thead>
              <tr>${[...COLUMNS, "Verdict"].map((name) => html`<th scope="col">${name}</th>`)}</tr>
            </thead>
            <tbody>${entries.map(row)}</tbody>
          </table>
        </div>
      </main>
    `,
  });
}

const COLUMNS = ["Run", "Result", "Writing stood still", "Reading stood still", "Acknowledged"];

function row({ folder, report }: IndexEntry): Markup {
  const link = html`<a href="${encodeURIComponent(folder)}/report.html">${folder}</a>`;
  if (!report) {
    return html`
      <tr>
        <th scope="row">${folder}</th>
        <td colspan="5">inconclusive: there is no report that can be read</td>
      </tr>
    `;
  }
  const { result, sentence } = report.verdict;
  return html`
    <tr class="${result}">
      <th scope="row">${link}</th>
      <td class="result"><strong class="verdict">${SIGNS[result]} ${WORDS[result]}</strong></td>
      <td class="number">${outage(report, "writing")}</td>
      <td class="number">${outage(report, "reading")}</td>
      <td class="number">${number(report.totals.acknowledged)}</td>
      <td>${sentence.slice(sentence.indexOf(": ") + 2)}</td>
    </tr>
  `;
}

function outage({ partitions, limits, run }: Report, what: "reading" | "writing"): string {
  if (what === "reading" && run.group === null) return "not judged";
  const field = what === "writing" ? "longestWritingOutage" : "longestReadingOutage";
  const longest = Math.max(0, ...partitions.map((partition) => partition[field] ?? 0));
  const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;
  const limit = limits[what];
  return limit === null ? seconds(longest) : `${seconds(longest)} of ${seconds(limit)}`;
}
