import { deepEqual, equal, match } from "node:assert/strict";
import { findReports } from "../index_entry.ts";
import { sampleReport } from "../testing/sample_report.ts";
import { writeIndex, writeReport } from "../write_report.ts";
import { openDocument } from "./document.ts";
import { renderIndex } from "./index_page.ts";

Deno.test("renderIndex() says first how many passed, and lists each with a link", () => {
  const page = renderIndex([
    { folder: "01-none", report: sampleReport() },
    { folder: "02-kill & leader", report: sampleReport({ loss: 120 }) },
    { folder: "03-old", report: undefined },
  ]);
  const document = openDocument(page);
  equal(document.querySelector("h1").textContent, "3 runs: 1 passed, 1 failed, 1 inconclusive");
  equal(document.body.className, "failed");
  const links = [...document.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  deepEqual(links, ["01-none/report.html", "02-kill%20%26%20leader/report.html"]);
  const text = document.querySelector("tbody").textContent;
  match(text, /✗ Failed\s+11\.4 s of 13 s\s+11\.7 s of 23 s\s+149,850\s+120 of 149,850/);
  match(text, /03-old\s*inconclusive: there is no report that can be read/);
});

Deno.test("renderIndex() does not count what is planted as failed, unless it is not found", () => {
  const planted = "followers do not replicate";
  const found = { folder: "acks1", report: sampleReport({ loss: 3, planted }) };
  const document = openDocument(renderIndex([{ folder: "none", report: sampleReport() }, found]));
  const heading = document.querySelector("h1").textContent;
  equal(heading, "2 runs: 1 passed, 1 planted and failed for it");
  equal(document.body.className, "passed");
  const text = document.querySelector("tbody").textContent;
  match(text, /✗ Failed \(planted\)[^]+Planted: followers do not replicate\. 3 of 149,850/);
  const missed = renderIndex([found, { folder: "x", report: sampleReport({ planted }) }]);
  match(missed, /1 planted and failed for it, 1 planted and not found/);
  equal(openDocument(missed).body.className, "failed");
});

Deno.test("findReports() takes folders with a report or a journal in their natural order", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["10", "9"]) await writeReport(`${folder}/${name}`, sampleReport());
    Deno.mkdirSync(`${folder}/11`);
    Deno.writeTextFileSync(
      `${folder}/11/report.json`,
      `{"format":"kafka-sim-report","version":99}`,
    );
    Deno.mkdirSync(`${folder}/12`);
    Deno.mkdirSync(`${folder}/13`);
    Deno.writeTextFileSync(`${folder}/13/journal.jsonl`, "");
    const found = findReports(folder).map((entry) => [entry.folder, entry.report !== undefined]);
    deepEqual(found, [["9", true], ["10", true], ["11", false], ["13", false]]);
    equal(await writeIndex(folder), 4);
    match(Deno.readTextFileSync(`${folder}/index.html`), /2 passed, 2 inconclusive/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
