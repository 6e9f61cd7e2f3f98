import { type Report, REPORT_FORMAT, REPORT_VERSION } from "./report.ts";

/** A report as a list of reports shows it. */
export interface IndexEntry {
  /** Folder of the report, below the list's own. */
  readonly folder: string;
  /** Undefined where there is none that this version can read. */
  readonly report: Report | undefined;
}

const REPORT = "report.json";

/**
 * The reports in the folders of a folder, by the folders' names.
 *
 * @throws If the folder cannot be read.
 */
export function findReports(folder: string): IndexEntry[] {
  const names = [...Deno.readDirSync(folder)].filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => name).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return names.flatMap((name) => {
    const text = readText(`${folder}/${name}/${REPORT}`);
    return text === undefined ? [] : [{ folder: name, report: parse(text) }];
  });
}

function readText(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function parse(text: string): Report | undefined {
  try {
    const report = JSON.parse(text);
    const isKnown = report?.format === REPORT_FORMAT && report.version === REPORT_VERSION;
    return isKnown ? report : undefined;
  } catch {
    return undefined;
  }
}
