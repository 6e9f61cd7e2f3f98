import { deepEqual, equal } from "node:assert/strict";
import { readReport } from "./result.ts";

Deno.test("readReport() takes the longest outages in seconds, and knows when there is no report", async () => {
  const folder = await Deno.makeTempDir();
  try {
    equal(await readReport(folder), undefined);
    const report = {
      verdict: { result: "failed", sentence: "Failed: 2 lost.", failing: ["lost"] },
      totals: { acknowledged: 7 },
      findings: [{ kind: "lost", count: 2, senders: { a: 1, b: 1 } }, { kind: "unseen", count: 3 }],
      partitions: [
        { longestWritingOutage: 1500, longestReadingOutage: null },
        { longestWritingOutage: 300, longestReadingOutage: 2250 },
      ],
    };
    await Deno.writeTextFile(`${folder}/report.json`, JSON.stringify(report));
    deepEqual(await readReport(folder), {
      ...{ verdict: "failed", sentence: "Failed: 2 lost.", failing: ["lost"] },
      ...{ acknowledged: 7, lost: 2, writing: 1.5, reading: 2.25 },
      ...{ counts: { lost: 2, unseen: 3 }, senders: { lost: ["a", "b"], unseen: [] } },
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
