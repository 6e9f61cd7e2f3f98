import { JOURNAL } from "../evidence/journal.ts";
import { type Report, REPORT_FORMAT, REPORT_VERSION } from "./report.ts";

/** A report as a list of reports shows it. */
export interface IndexEntry {
  /** Folder of the report, below the list's own. */
  readonly folder: string;
  /** Undefined where a run has left none that this version can read: it is as good as inconclusive. */
  readonly report: Report | undefined;
}

const REPORT = "report.json";

/**
 * The reports in the folders of a folder, by the folders' names; also of runs that came to none.
 *
 * @throws If the folder cannot be read.
 */
export function findReports(folder: string): IndexEntry[] {
  const names = [...Deno.readDirSync(folder)].filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => name).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return names.flatMap((name) => {
    const text = readText(`${folder}/${name}/${REPORT}`);
    if (text !== undefined) return [{ folder: name, report: parse(text) }];
    return hasJournal(`${folder}/${name}`) ? [{ folder: name, report: undefined }] : [];
  });
}

function hasJournal(folder: string): boolean {
  return [...Deno.readDirSync(folder)].some(({ name }) => name === JOURNAL);
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
