import type { Report } from "../report.ts";
import { html, type Markup } from "./markup.ts";

/** More are folded, so that the picture that they belong to is not far below. */
const MOST_OPEN = 20;

/** What was done, numbered as in the charts. */
export function marksList({ marks, run }: Report): Markup | undefined {
  if (marks.length === 0) return undefined;
  const begin = Date.parse(run.start ?? marks[0]!.time);
  const list = html`<ol class="marks">${
    marks.map(({ time, name, phase, detail }) =>
      html`<li>${((Date.parse(time) - begin) / 1_000).toFixed(1)} s: ${name} ${phase}${
        detail ? `, ${detail}` : ""
      }</li>`
    )
  }</ol>`;
  if (marks.length <= MOST_OPEN) return list;
  return html`<details><summary>${marks.length} marks</summary>${list}</details>`;
}
