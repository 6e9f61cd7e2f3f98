import { renderIndex } from "./html/index_page.ts";
import { findReports } from "./index_entry.ts";
import { renderPage } from "./html/page.ts";
import type { Report } from "./report.ts";

/** Writes `report.json` and `report.html` into a folder, which is made if it is missing. */
export async function writeReport(folder: string, report: Report): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await replace(`${folder}/report.json`, `${JSON.stringify(report, undefined, 2)}\n`);
  await replace(`${folder}/report.html`, renderPage(report));
}

/** Removes an earlier report: it must not be taken for what is being judged, should that fail. */
export async function clearReport(folder: string): Promise<void> {
  for (const name of ["report.json", "report.html"]) {
    await Deno.remove(`${folder}/${name}`).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}

/**
 * Makes `index.html` of a folder whose folders have reports.
 *
 * @returns How many reports it lists.
 */
export async function writeIndex(folder: string): Promise<number> {
  const entries = findReports(folder);
  await replace(`${folder}/index.html`, renderIndex(entries));
  return entries.length;
}

/** Never leaves half a file under the final name. */
async function replace(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${path}.part`, text);
  await Deno.rename(`${path}.part`, path);
}
