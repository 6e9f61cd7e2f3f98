import { renderPage } from "./html/page.ts";
import type { Report } from "./report.ts";

/** Writes `report.json` and `report.html` into a folder, which is made if it is missing. */
export async function writeReport(folder: string, report: Report): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await replace(`${folder}/report.json`, `${JSON.stringify(report, undefined, 2)}\n`);
  await replace(`${folder}/report.html`, renderPage(report));
}

/** Never leaves half a file under the final name. */
async function replace(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${path}.part`, text);
  await Deno.rename(`${path}.part`, path);
}
