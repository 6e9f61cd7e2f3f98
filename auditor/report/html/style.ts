/** The report's style sheet: light and dark by the reader's choice, phone and desktop, print. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fcfcfb; --text: #1c1e21; --quiet: #5b6168; --line: #d9dcdf; --panel: #f3f4f3;
  --passed: #1a7f4b; --failed: #c0322b; --inconclusive: #9a6700;
  --acknowledged: #2563a8; --read: #b4561c; --stall: #c0322b; --node: #dfe5ea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171a; --text: #e6e8ea; --quiet: #9aa2aa; --line: #333a41; --panel: #1c2126;
    --passed: #4cc38a; --failed: #ff7b72; --inconclusive: #e3b341;
    --acknowledged: #6cb0f5; --read: #f0a36b; --stall: #ff7b72; --node: #2b333b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 62rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
}
header { border-left: .5rem solid var(--verdict); padding: .25rem 0 .25rem 1rem; }
.passed { --verdict: var(--passed); }
.failed { --verdict: var(--failed); }
.inconclusive { --verdict: var(--inconclusive); }
h1 { margin: 0; font-size: clamp(1.25rem, 4vw, 1.75rem); line-height: 1.3; text-wrap: balance; }
h1 strong { color: var(--verdict); }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.15rem; }
p { margin: .5rem 0; max-width: 46rem; }
.quiet, figcaption, caption { color: var(--quiet); font-size: .875rem; }
caption { text-align: left; padding-bottom: .25rem; }
h3 { margin: 0 0 .25rem; font-size: 1rem; }
.figures { display: grid; gap: .75rem; margin: 1.5rem 0 0; }
.figures { grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); }
.figures div { background: var(--panel); border-radius: .4rem; padding: .75rem 1rem; }
.figures .bad { outline: 2px solid var(--failed); font-weight: inherit; color: inherit; }
.figures .bad strong { color: var(--failed); }
.figures dt { color: var(--quiet); font-size: .875rem; } .figures dd { margin: 0; }
.figures strong { display: block; font-size: 1.6rem; line-height: 1.25; }
.figures strong { font-variant-numeric: tabular-nums; }
.sides { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); }
.sides section { border-top: 2px solid var(--line); padding: .5rem 0; } .sides { margin: .5rem 0; }
figure { margin: 0 0 1rem; }
figure svg { display: block; max-width: 100%; overflow: visible; font-size: 11px; }
.narrow { display: none; } .narrow svg { width: 100%; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
th, td { text-align: left; vertical-align: top; }
thead th { color: var(--quiet); font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead th { vertical-align: bottom; } thead .number { white-space: normal; }
.good { color: var(--passed); } .bad { color: var(--failed); font-weight: 600; }
.result { white-space: nowrap; } td.quiet { font-size: inherit; }
.verdict { color: var(--verdict); }
tbody th { font-weight: 600; } th a { white-space: nowrap; } main { margin-top: 1rem; } a { color: inherit; }
details { margin: .25rem 0; } summary { cursor: pointer; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--acknowledged); outline-offset: 2px; }
code { font: .85em ui-monospace, "Cascadia Mono", Menlo, monospace; overflow-wrap: anywhere; }
/* Room for the numbers beside each item: those of a further column stand in that column, too. */
ol.marks { columns: 18rem; column-gap: 1.5rem; padding: 0; }
ol.marks li { break-inside: avoid; margin-left: 3rem; overflow-wrap: anywhere; }
.planted { border: 2px dashed var(--read); border-radius: .4rem; padding: .5rem .75rem; }
@media (max-width: 42rem) {
  .wide { display: none; } .narrow { display: block; }
  th, td { padding-right: .5rem; } th[scope="row"] { font-weight: 400; }
  .good .word, .quiet .word { display: none; }
  .stack thead { display: none; }
  .stack tr { display: block; border-bottom: 1px solid var(--line); padding: .35rem 0; }
  .stack td, .stack th { display: flex; gap: 1rem; border: 0; padding: .1rem 0; white-space: normal; }
  .stack [data-label]::before {
    content: attr(data-label); flex: 0 0 7rem; color: var(--quiet); font-weight: 400; text-align: left;
  }
}
@media print {
  :root { color-scheme: light; --page: #fff; --text: #000; --quiet: #444; --line: #bbb; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .scroll { overflow: visible; } table { font-size: 8.5pt; } th, td { padding-right: .5rem; }
  h2, h3, caption { break-after: avoid; } .figures strong { font-size: 14pt; }
  figure, tr { break-inside: avoid; }
  .wide { display: block; } .narrow { display: none; }
  details:not([open])::details-content { content-visibility: visible; block-size: auto; }
}
`;
