import type { Report, ReportFault } from "../report.ts";
import { expectationRows } from "./expectation.ts";
import { html, type Markup } from "./markup.ts";

/** What was expected of the run and what it did, side by side. */
export function expectation(report: Report): Markup {
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
    ${fault ? sideBySide(fault) : undefined}
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

function sideBySide({ name, expectation, outcome, bites, proofs }: ReportFault): Markup {
  const bitten = proofs.length > 0 ? proofs.join("; ") : bites === 0 ? "" : "nothing proves it";
  return html`
    <div class="sides">
      <section>
        <h3>${name}: expected</h3>
        <p>${sentence(expectation || "nothing was declared")}</p>
      </section>
      <section><h3>What happened</h3><p>${sentence(outcome || "nothing was told")}</p>${bitten &&
        html`<p class="quiet">That it bit: ${sentence(bitten)}</p>`}</section>
    </div>
  `;
}

function sentence(clause: string): string {
  return `${clause[0]!.toUpperCase()}${clause.slice(1)}.`;
}
