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
  match(
    first!,
    /^Failed: 120 of 149,850 acknowledged records are lost \(partition 2 truncated after offset 8,324\)\.$/,
  );
  equal(document.body.className, "failed");
});

Deno.test("renderPage() draws a row for each partition, with its outage in words", () => {
  const document = openDocument(renderPage(sampleReport()));
  const timeline = document.querySelector(".wide svg[aria-label^=Acknowledgements]");
  const text = timeline.textContent;
  for (const length of ["11.2 s", "10.1 s", "11.4 s", "10.2 s", "9.9 s", "10.0 s"]) {
    ok(text.includes(length), length);
  }
  match(timeline.getAttribute("aria-label"), /partition 2: 11\.4 s/);
  equal(timeline.getAttribute("role"), "img");
});

Deno.test("renderPage() draws who leads, who is in sync and which node is out", () => {
  const document = openDocument(renderPage(sampleReport()));
  const timeline = document.querySelector(".wide svg[aria-label^=Acknowledgements]").textContent;
  ok(timeline.includes("leader 2"));
  ok(timeline.includes("leader 3, in sync 1 3"));
  const nodes = document.querySelector(".wide svg[aria-label^=Nodes]");
  const label = nodes.getAttribute("aria-label");
  match(label, /node 2 is out for 14\.9 s, the process of node 2 is gone for 19\.9 s$/);
  ok(nodes.textContent.includes("out for 14.9 s"));
});

Deno.test("renderPage() shows what was expected of the fault beside what happened", () => {
  const document = openDocument(renderPage(sampleReport()));
  const sides = document.querySelector(".sides").textContent;
  match(sides, /kill-leader: expected[^]*\(13 s\)\.[^]*What happened[^]*fenced after 9\.1 s\./);
});

Deno.test("renderPage() shows a fault that did not bite, and what was acknowledged too early", () => {
  const report = sampleReport();
  const span = { from: report.run.start!, to: report.run.end! };
  const fault = { ...report.fault!, proofs: [], forbidden: [span] };
  const text = openDocument(renderPage({ ...report, fault })).querySelector("main").textContent;
  match(text, /Proofs that the fault bit\s+at least 1\s+0\s+✗ not so/);
  match(text, /Handed over while nobody but the leader was left\s+at least 1\s+0, and 0 sent/);
  match(text, /Acknowledged while nobody but the leader was left\s+none\s+none\s+✓/);
  match(text, /That it bit: Nothing proves it\./);
});

Deno.test("renderPage() says in title and head that what failed was planted", () => {
  const planted = "followers do not replicate";
  const document = openDocument(renderPage(sampleReport({ loss: 3, planted })));
  equal(document.querySelector("title").textContent, "Planted, Failed: kill-leader");
  match(
    document.querySelector("header").textContent,
    /^\s*Failed: 3 of [^]*Planted: followers do not replicate\. This was done on purpose/,
  );
  doesNotMatch(renderPage(sampleReport({ loss: 3 })), /[Pp]lanted:/);
});

Deno.test("renderPage() calls nothing as expected where there is no limit", () => {
  const document = openDocument(renderPage(sampleReport({ planted: "a loss" })));
  const text = document.querySelector("main").textContent;
  match(text, /Longest outage of writing\s+no limit set\s+11\.4 s\s+– only measured/);
  const limited = openDocument(renderPage(sampleReport())).querySelector("main").textContent;
  match(limited, /Longest outage of writing\s+at most 13 s\s+11\.4 s\s+✓ as expected/);
  match(limited, /Each partition may stand still for: writing 13 s, reading 23 s\./);
});

Deno.test("renderPage() folds a long list of marks", () => {
  const report = sampleReport();
  const marks = Array.from({ length: 1_000 }, () => report.marks[0]!);
  const page = renderPage({ ...report, marks });
  match(page, /<details><summary>1000 marks<\/summary><ol class="marks">/);
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
    nodes: [],
    partitions: [],
    findings: [],
    ledgers: [],
    latency: {
      ...report.latency,
      timeline: {
        firstSecond: 0,
        step: 1,
        acknowledgingP50: [],
        acknowledgingP99: [],
        readingP99: [],
      },
    },
  }));
  equal(document.querySelectorAll("figure").length, 3);
});
