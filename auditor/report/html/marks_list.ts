import type { Report } from "../report.ts";
import { html, type Markup } from "./markup.ts";

/** What was done, numbered as in the charts. */
export function marksList({ marks, run }: Report): Markup | undefined {
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
