import { equal, match, ok } from "node:assert/strict";
import { summarizeReport } from "./summary.ts";
import { sampleReport } from "./testing/sample_report.ts";

Deno.test("summarizeReport() says it in ten lines, the verdict first", () => {
  for (
    const report of [sampleReport(), sampleReport({ loss: 3 }), sampleReport({ reading: false })]
  ) {
    const lines = summarizeReport(report).split("\n");
    equal(lines.length, 10);
    equal(lines[0], report.verdict.sentence);
  }
});

Deno.test("summarizeReport() names an example of what fails, and the worst outage", () => {
  const summary = summarizeReport(sampleReport({ loss: 3 }));
  match(summary, /failing {2}3 lost\n/);
  match(summary, /example {2}partition 2, offset 8325, sequence 8325: truncated/);
  ok(summary.includes("writing 11.4 s (partition 2)"));
});

Deno.test("summarizeReport() says in the first line, too, that something was planted", () => {
  const lines = summarizeReport(sampleReport({ loss: 3, planted: "a loss" })).split("\n");
  equal(lines.length, 10);
  match(lines[0]!, /^Failed: 3 of 149,850 .* \(planted: a loss\)$/);
  match(lines.at(-1)!, /planted {2}a loss: on purpose/);
});

Deno.test("summarizeReport() says that there was no journal to judge from", () => {
  const last = (report: ReturnType<typeof sampleReport>) =>
    summarizeReport(report).split("\n").at(-1)!;
  match(last({ ...sampleReport(), fault: null }), /the log alone, without a journal$/);
  ok(!last(sampleReport()).includes("journal"));
});
