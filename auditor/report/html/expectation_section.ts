import type { Report, ReportFault } from "../report.ts";
import { expectationRows } from "./expectation.ts";
import { html, type Markup } from "./markup.ts";
import { seconds } from "./seconds.ts";

/** What was expected of the run and what it did, side by side. */
export function expectation(report: Report): Markup {
  const { fault, verdict } = report;
  const rows = expectationRows(report).map(({ what, expected, found, good }) =>
    html`
      <tr>
        <th scope="row">${what}</th>
        <td>${expected}</td>
        <td>${found}</td>
        ${result(good)}
      </tr>
    `
  );
  const doubts = verdict.doubts.map((doubt) => html`<li>${doubt}</li>`);
  return html`
    ${fault ? sideBySide(fault, report.limits) : undefined}
    <div class="scroll" role="region" aria-label="Expected and found" tabindex="0">
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

function result(good: boolean | undefined): Markup {
  if (good === undefined) {
    return html`<td class="result quiet">– <span class="word">only measured</span></td>`;
  }
  return good
    ? html`<td class="result good">✓ <span class="word">as expected</span></td>`
    : html`<td class="result bad">✗ <span class="word">not so</span></td>`;
}

function sideBySide(
  { name, expectation, outcome, bites, proofs }: ReportFault,
  limits: Report["limits"],
): Markup {
  const bitten = proofs.length > 0 ? proofs.join("; ") : bites === 0 ? "" : "nothing proves it";
  return html`
    <div class="sides">
      <section>
        <h3>${name}: expected</h3>
        <p>${sentence(expectation || "nothing was declared")}</p>
        <p class="quiet">${allowed(limits)}</p>
      </section>
      <section><h3>What happened</h3><p>${sentence(outcome || "nothing was told")}</p>${bitten &&
        html`<p class="quiet">That it bit: ${sentence(bitten)}</p>`}</section>
    </div>
  `;
}

/** What counts, whatever the words above say. */
function allowed({ writing, reading }: Report["limits"]): string {
  const parts = [
    writing === null ? undefined : `writing ${seconds(writing)}`,
    reading === null ? undefined : `reading ${seconds(reading)}`,
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return "No outage is too long: they are only measured.";
  return `Each partition may stand still for: ${parts.join(", ")}.`;
}

function sentence(clause: string): string {
  return `${clause[0]!.toUpperCase()}${clause.slice(1)}.`;
}
