import { doesNotMatch, equal, match, ok } from "node:assert/strict";
import { sampleReport } from "../testing/sample_report.ts";
import { openDocument } from "./document.ts";
import { renderPage } from "./page.ts";

Deno.test("renderPage() makes a page that asks for nothing and runs nothing", () => {
  const page = renderPage(sampleReport());
  doesNotMatch(page, /<script|<iframe|<img|@import|url\(["']?(?!#)/);
  for (const [, target] of page.matchAll(/\b(?:src|href)="([^"]*)"/g)) equal(target, "data:,");
});

Deno.test("renderPage() puts the verdict first, in one sentence", () => {
  const document = openDocument(renderPage(sampleReport({ loss: 120 })));
  const [first] = document.body.textContent.trim().split("\n");
  match(first!, /^Failed: 120 of 149,850 acknowledged records are lost \(truncated\)\.$/);
  equal(document.body.className, "failed");
});

Deno.test("renderPage() draws a row for each partition, with its outage in words", () => {
  const document = openDocument(renderPage(sampleReport()));
  const timeline = document.querySelector("figure .wide svg");
  const text = timeline.textContent;
  for (const length of ["11.2 s", "10.1 s", "11.4 s", "10.2 s", "9.9 s", "10.0 s"]) {
    ok(text.includes(length), length);
  }
  match(timeline.getAttribute("aria-label"), /partition 2: 11\.4 s/);
  equal(timeline.getAttribute("role"), "img");
});

Deno.test("renderPage() escapes what comes from outside", () => {
  const report = sampleReport();
  const evil = `"><script>alert(1)</script>`;
  const page = renderPage({
    ...report,
    run: { ...report.run, clusterId: evil },
    fault: { ...report.fault!, outcome: evil },
    marks: [{ ...report.marks[0]!, name: evil, detail: evil }],
    ledgers: [{ ...report.ledgers[0]!, file: evil, name: evil }],
    settings: { [evil]: evil },
    findings: report.findings.map((finding) => ({
      ...finding,
      causes: { [evil]: 1 },
      examples: [{ partition: 0, cause: evil, detail: evil, sender: evil }],
    })),
  });
  doesNotMatch(page, /<script/);
});

Deno.test("renderPage() of a run without a single record is a page, too", () => {
  const report = sampleReport();
  const document = openDocument(renderPage({
    ...report,
    run: { ...report.run, start: null, end: null, group: null },
    fault: null,
    marks: [],
    partitions: [],
    findings: [],
    ledgers: [],
    latency: {
      ...report.latency,
      timeline: { firstSecond: 0, acknowledgingP50: [], acknowledgingP99: [], readingP99: [] },
    },
  }));
  equal(document.querySelectorAll("figure").length, 3);
});
