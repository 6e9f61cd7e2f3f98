import type { Limits } from "./auditor/control.ts";

/** What a drill came to. */
export interface DrillResult {
  /** Of the fault, and of what was planted. */
  readonly name: string;
  readonly verdict: "failed" | "inconclusive" | "passed";
  /** The verdict in one sentence. */
  readonly sentence: string;
  /** Kinds of findings that fail it. */
  readonly failing: readonly string[];
  readonly victim: string;
  readonly limits: Limits | undefined;
  readonly acknowledged: number;
  readonly lost: number;
  /** Seconds: the longest outages. */
  readonly writing: number;
  readonly reading: number;
  /** Seconds from the start of the drill to its verdict. */
  readonly took: number;
  /** Folder of the report. */
  readonly folder: string;
  /** How many findings there are of each kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** Names of the senders of each kind of finding: of every one, not only of the examples. */
  readonly senders: Readonly<Record<string, readonly string[]>>;
  /** Where something was planted: whether the verdict rests on it. */
  readonly planted?: {
    readonly finds: string;
    readonly isFound: boolean;
    readonly attempts: number;
  };
  /** How many findings what was planted must bring exactly, where that is known. */
  readonly expected?: number | undefined;
}

/** What there is to say of a drill that came to no verdict. */
export function withoutVerdict(sentence: string): Reported {
  return {
    ...{ verdict: "inconclusive", sentence, failing: [], counts: {}, senders: {} },
    ...{ acknowledged: 0, lost: 0, writing: 0, reading: 0 },
  };
}

/** The parts of `report.json` that a drill tells on. */
interface ReportParts {
  readonly verdict: Pick<DrillResult, "failing" | "sentence"> & {
    readonly result: DrillResult["verdict"];
  };
  readonly totals: { readonly acknowledged: number };
  readonly findings: readonly {
    readonly kind: string;
    readonly count: number;
    readonly senders?: Readonly<Record<string, number>>;
  }[];
  readonly partitions: readonly {
    readonly longestWritingOutage: number;
    readonly longestReadingOutage: number | null;
  }[];
}

/** What a drill's result takes from its report. */
export type Reported = Pick<
  DrillResult,
  | ("acknowledged" | "counts" | "failing" | "lost" | "reading" | "senders" | "sentence")
  | ("verdict" | "writing")
>;

/** What a report says; undefined where there is none, as when the auditor could not judge. */
export async function readReport(folder: string): Promise<Reported | undefined> {
  let report: ReportParts;
  try {
    report = JSON.parse(await Deno.readTextFile(`${folder}/report.json`));
  } catch {
    return undefined;
  }
  const { verdict, totals, findings, partitions } = report;
  const longest = (outages: readonly (number | null)[]) =>
    Math.max(0, ...outages.map((milliseconds) => milliseconds ?? 0)) / 1000;
  return {
    verdict: verdict.result,
    sentence: verdict.sentence,
    failing: verdict.failing,
    acknowledged: totals.acknowledged,
    counts: Object.fromEntries(findings.map(({ kind, count }) => [kind, count])),
    senders: Object.fromEntries(
      findings.map(({ kind, senders = {} }) => [kind, Object.keys(senders)]),
    ),
    lost: findings.find(({ kind }) => kind === "lost")?.count ?? 0,
    writing: longest(partitions.map((one) => one.longestWritingOutage)),
    reading: longest(partitions.map((one) => one.longestReadingOutage)),
  };
}
