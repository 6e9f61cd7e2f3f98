import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { Report } from "../auditor/report/report.ts";
import { sampleReport } from "../auditor/report/testing/sample_report.ts";
import { writeIndex, writeReport } from "../auditor/report/write_report.ts";
import { Chromium, findChromium } from "./support/chromium.ts";
import { makeFolder, tell } from "./support/environment.ts";

const PHONE = 390;
const WIDTHS = [PHONE, 768, 1280];
const planted = "followers are kept from replicating, and what acks=1 acknowledges is lost";
/** Wider than the window, or beside it; each by its text. */
const OVERFLOWING = `[...document.body.querySelectorAll("*")].filter((element) => {
  const { left, right, width } = element.getBoundingClientRect();
  return width > 0 && (right > innerWidth + 0.5 || left < -0.5);
}).map((element) => element.tagName + " " + element.textContent.slice(0, 40))`;

/** Runs where there is a Chromium. */
function browserTest(name: string, body: (chromium: Chromium) => Promise<void>): void {
  Deno.test(name, async () => {
    const path = findChromium();
    if (!path) return tell(`not tested, as there is no Chromium: ${name}`);
    await using chromium = await Chromium.start(path);
    await body(chromium);
  });
}

/** Many marks with long words, and many partitions with large numbers. */
function fullReport(): Report {
  const report = sampleReport({ loss: 120, planted });
  const detail =
    "node-with-a-very-long-name.eu-central-1.example.org:19092 leads partitions 0 to 5";
  const marks = Array.from({ length: 120 }, () => ({ ...report.marks[0]!, detail }));
  const partitions = report.partitions.map((one) => ({ ...one, sent: 123_456_789, records: 1e9 }));
  return { ...report, marks, partitions };
}

async function write(name: string, report: Report): Promise<string> {
  const folder = `${await makeFolder("report")}/${name}`;
  await writeReport(folder, report);
  return folder;
}

browserTest(
  "a report in a browser asks for nothing and has no error, at any width",
  async (chromium) => {
    for (const report of [sampleReport(), fullReport()]) {
      const folder = await write("run", report);
      for (const width of WIDTHS) {
        await using tab = await chromium.open(`${folder}/report.html`, width);
        deepEqual([tab.messages, tab.requests], [[], []], `${width} px`);
      }
    }
  },
);

browserTest("a report in a browser shows its verdict first and every finding", async (chromium) => {
  const report = fullReport();
  const folder = await write("run", report);
  await using tab = await chromium.open(`${folder}/report.html`, PHONE);
  const text = await tab.evaluate<string>("document.body.innerText");
  ok(text.trim().startsWith(report.verdict.sentence), text.slice(0, 200));
  const top = await tab.evaluate<number>(
    `document.querySelector("h1").getBoundingClientRect().bottom`,
  );
  ok(top < 400, `The verdict ends at ${top} px`);
  match(text.slice(0, 400), /Planted: followers are kept from replicating/);
  for (const { kind, means } of report.findings) {
    ok(text.includes(kind) && text.includes(means), kind);
  }
  const rows = await tab.evaluate<number>(`[...document.querySelectorAll("details summary")]
    .filter((summary) => summary.textContent.endsWith(": examples")).length`);
  equal(rows, report.findings.length);
});

browserTest("a report and an index fit a phone, with every part unfolded", async (chromium) => {
  const folder = await write("kill-leader-with-a-long-name", fullReport());
  await writeIndex(`${folder}/..`);
  for (const file of [`${folder}/report.html`, `${folder}/../index.html`]) {
    for (const width of WIDTHS) {
      await using tab = await chromium.open(await Deno.realPath(file), width);
      await tab.evaluate(`document.querySelectorAll("details").forEach((one) => one.open = true)`);
      const what = `${file} at ${width} px`;
      // Wide tables scroll within themselves, where there is room for that.
      ok(await tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), what);
      if (width === PHONE) deepEqual(await tab.evaluate(OVERFLOWING), [], what);
    }
  }
});

browserTest(
  "a report in a browser keeps the numbers of its marks beside them",
  async (chromium) => {
    const folder = await write("run", fullReport());
    await using tab = await chromium.open(`${folder}/report.html`, 1280);
    await tab.evaluate(`document.querySelectorAll("details").forEach((one) => one.open = true)`);
    // Each item keeps room for three digits, in whatever column it is.
    const [columns, least] = await tab.evaluate<[number, number]>(`(() => {
    const list = document.querySelector("ol.marks").getBoundingClientRect().left;
    const lefts = [...document.querySelectorAll("ol.marks li")]
      .map((item) => item.getBoundingClientRect().left - list);
    return [new Set(lefts.map(Math.round)).size, Math.min(...lefts)];
  })()`);
    ok(columns > 1, "several columns");
    ok(least >= 40, `${least} px for a number`);
  },
);

browserTest(
  "a report is dark where that is wanted, and on paper it is white and has every part",
  async (chromium) => {
    const folder = await write("run", sampleReport({ loss: 3 }));
    await using tab = await chromium.open(`${folder}/report.html`, 800);
    const background = `getComputedStyle(document.body).backgroundColor`;
    await tab.darken("screen");
    equal(await tab.evaluate(background), "rgb(20, 23, 26)");
    await tab.darken("print");
    equal(await tab.evaluate(background), "rgb(255, 255, 255)");
    const hidden = await tab.evaluate<number>(`[...document.querySelectorAll("details li")]
    .filter((item) => item.checkVisibility({ contentVisibilityAuto: true }) === false).length`);
    equal(hidden, 0, "examples are printed");
  },
);
