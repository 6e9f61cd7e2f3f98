import type { IndexEntry } from "../index_entry.ts";
import type { Report } from "../report.ts";
import { number } from "../sentence.ts";
import { html, type Markup } from "./markup.ts";
import { makePage } from "./make_page.ts";
import { seconds } from "./seconds.ts";

const WORDS = { passed: "Passed", failed: "Failed", inconclusive: "Inconclusive" } as const;
const SIGNS = { passed: "✓", failed: "✗", inconclusive: "?" } as const;

/** A list of reports as one page that needs nothing else but, for its links, the reports. */
export function renderIndex(entries: readonly IndexEntry[]): string {
  const results = entries.map(resultOf);
  const count = (result: Result) => results.filter((one) => one === result).length;
  // What was planted and found is as it should be.
  const worst = (["failed", "missed", "inconclusive"] as const).find((one) => count(one) > 0);
  const counts = Object.entries(COUNTED).map(([result, words]) => [count(result as Result), words])
    .filter(([count]) => count !== 0).map(([count, words]) => `${count} ${words}`);
  const title = `${entries.length} ${entries.length === 1 ? "run" : "runs"}`;
  return makePage({
    title: `${title}: ${counts.join(", ")}`,
    className: worst === "missed" ? "failed" : worst ?? "passed",
    body: html`
      <header>
        <h1><strong>${title}:</strong> ${counts.join(", ") || "no report found"}</h1>
      </header>
      <main>
        <div class="scroll" role="region" aria-label="Runs" tabindex="0">
          <table class="stack">
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

/** A planted damage that did not make its run fail is missed; the drill knows whether it is the right one. */
type Result = "passed" | "failed" | "inconclusive" | "planted" | "missed";

const COUNTED: Readonly<Record<Result, string>> = {
  passed: "passed",
  failed: "failed",
  inconclusive: "inconclusive",
  planted: "planted and failed for it",
  missed: "planted and not found",
};

function resultOf({ report }: IndexEntry): Result {
  if (!report) return "inconclusive";
  const { verdict: { result }, fault } = report;
  if (!fault?.planted) return result;
  return result === "failed" ? "planted" : "missed";
}

const COLUMNS = [
  "Run",
  "Result",
  "Writing stood still",
  "Reading stood still",
  "Acknowledged",
] as const;

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
  const planted = report.fault?.planted || undefined;
  return html`
    <tr class="${result}">
      <th scope="row">${link}</th>
      <td data-label="Result"><strong class="verdict">${SIGNS[result]} ${WORDS[
        result
      ]}</strong>${planted && " (planted)"}</td>
      <td class="number" data-label="${COLUMNS[2]}">${outage(report, "writing")}</td>
      <td class="number" data-label="${COLUMNS[3]}">${outage(report, "reading")}</td>
      <td class="number" data-label="${COLUMNS[4]}">${number(report.totals.acknowledged)}</td>
      <td>${planted && `Planted: ${planted}. `}${sentence.slice(sentence.indexOf(": ") + 2)}</td>
    </tr>
  `;
}

function outage({ partitions, limits, run }: Report, what: "reading" | "writing"): string {
  if (what === "reading" && run.group === null) return "not judged";
  const field = what === "writing" ? "longestWritingOutage" : "longestReadingOutage";
  const longest = Math.max(0, ...partitions.map((partition) => partition[field] ?? 0));
  const limit = limits[what];
  return limit === null ? seconds(longest) : `${seconds(longest)} of ${seconds(limit)}`;
}
