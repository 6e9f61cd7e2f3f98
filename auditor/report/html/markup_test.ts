import { equal } from "node:assert/strict";
import { html } from "./markup.ts";

Deno.test("html escapes what is put in, but not what it made itself", () => {
  const cell = html`<td title="${`"a"`}">${"<b> & 'c'"}</td>`;
  equal(cell.text, `<td title="&#34;a&#34;">&#60;b&#62; &#38; &#39;c&#39;</td>`);
  equal(html`<tr>${[cell, 1, undefined]}</tr>`.text, `<tr>${cell.text}1</tr>`);
});
