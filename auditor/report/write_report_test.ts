import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { sampleReport } from "./testing/sample_report.ts";
import { clearReport, writeReport } from "./write_report.ts";

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("writeReport() replaces a report as a whole, and clearReport() leaves none", async () => {
  await inFolder(async (folder) => {
    await writeReport(`${folder}/new`, sampleReport());
    await writeReport(`${folder}/new`, sampleReport({ loss: 3 }));
    deepEqual(namesIn(`${folder}/new`), ["report.html", "report.json"]);
    equal(JSON.parse(Deno.readTextFileSync(`${folder}/new/report.json`)).verdict.result, "failed");
    await clearReport(`${folder}/new`);
    deepEqual(namesIn(`${folder}/new`), []);
    await clearReport(`${folder}/new`);
  });
});

Deno.test("writeReport() on a full disk throws, and leaves no half report under its name", async () => {
  if (Deno.build.os !== "linux") return;
  await inFolder(async (folder) => {
    await Deno.symlink("/dev/full", `${folder}/report.json.part`);
    await rejects(writeReport(folder, sampleReport()), /No space left/);
    ok(!namesIn(folder).includes("report.json"));
  });
});
