import type { Example, FindingKind } from "../judge/findings.ts";

/** The value of `format` in every report. */
export const REPORT_FORMAT = "kafka-sim-report";

/** Raised when a field changes its meaning or goes; a new field does not raise it. */
export const REPORT_VERSION = 1;

/**
 * `report.json`: everything that a verdict rests on. Times are ISO 8601 in UTC, durations
 * milliseconds, offsets and counts whole numbers. A field that was not measured is null.
 */
export interface Report {
  readonly format: typeof REPORT_FORMAT;
  readonly version: typeof REPORT_VERSION;
  /** When the verdict was given. */
  readonly created: string;
  readonly tool: {
    readonly name: string;
    readonly version: string;
    readonly deno: string;
    readonly platform: string;
  };
  readonly verdict: ReportVerdict;
  readonly run: {
    readonly topic: string;
    readonly group: string | null;
    readonly clusterId: string | null;
    readonly brokers: readonly string[];
    /** First due record and last note of any ledger; null without a single record. */
    readonly start: string | null;
    readonly end: string | null;
  };
  /** The fault and what was expected of it; null where none was made. */
  readonly fault: ReportFault | null;
  /** The longest outages allowed, in milliseconds; null: outages were only measured. */
  readonly limits: { readonly writing: number | null; readonly reading: number | null };
  readonly marks: readonly ReportMark[];
  /** The nodes that served clients, from each moment on. */
  readonly nodes: readonly { readonly time: string; readonly nodes: readonly number[] }[];
  /** As the program was told, by flag. */
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
  readonly totals: ReportTotals;
  readonly findings: readonly ReportFinding[];
  readonly latency: {
    /** From due time to acknowledgement. */
    readonly acknowledging: LatencySummary;
    /** From due time to handling by the group. */
    readonly reading: LatencySummary;
    readonly timeline: LatencyTimeline;
  };
  readonly partitions: readonly ReportPartition[];
  readonly ledgers: readonly ReportLedger[];
  /** What the ledgers show about clocks that differ; a sentence or more. */
  readonly clocks: string;
  /** The same in numbers, for each two hosts that wrote ledgers. */
  readonly clockBounds: readonly ReportClocks[];
}

/** By how many milliseconds the first host's clock is ahead of the second's; null: nothing tells. */
export interface ReportClocks {
  readonly first: string;
  readonly second: string;
  readonly least: number | null;
  readonly most: number | null;
}

/** The end of it. */
export interface ReportVerdict {
  readonly result: "passed" | "failed" | "inconclusive";
  /** 0 passed, 3 failed, 1 inconclusive. */
  readonly exitCode: 0 | 1 | 3;
  /** All of it in one sentence. */
  readonly sentence: string;
  /** What fails the run. */
  readonly failing: readonly FindingKind[];
  /** What leaves it unproven. */
  readonly doubts: readonly string[];
}

/** A fault, what it was expected to do and what it did. */
export interface ReportFault {
  readonly name: string;
  readonly expectation: string;
  readonly outcome: string;
  /** What was damaged on purpose, to see that it is found: then a failure is no fault of Kafka's. */
  readonly planted: string | null;
  /** How many proofs that it bit were wanted, and those that were given. */
  readonly bites: number;
  readonly proofs: readonly string[];
  /** Times in which no progress could be expected, of one partition or of all. */
  readonly excused: readonly (ReportSpan & { readonly partition?: number })[];
  /** Times in which nothing was to be acknowledged. */
  readonly forbidden: readonly ReportSpan[];
}

/** From when to when. */
export interface ReportSpan {
  readonly from: string;
  readonly to: string;
}

/** Who leads a partition from this moment on, and which replicas are in sync. */
export interface ReportChange {
  readonly time: string;
  /** Node id, -1 for none. */
  readonly leader: number;
  readonly epoch: number;
  readonly isr: readonly number[];
}

/** Something that was done to the cluster. */
export interface ReportMark {
  readonly time: string;
  readonly name: string;
  readonly phase: string;
  readonly detail: string;
}

/** Over all partitions. */
export interface ReportTotals {
  /** Handed to the client. */
  readonly sent: number;
  readonly acknowledged: number;
  /** Handed over and never acknowledged, and how many of them are in the log. */
  readonly unknown: number;
  readonly unknownInLog: number;
  /** Handed over in the times of {@linkcode ReportFault.forbidden}. */
  readonly handedWhileForbidden: number;
  /** Sent before, and acknowledged within a second of the start of such a time: no finding. */
  readonly answeredJustAfter: number;
  /** Records of the log, of whomever. */
  readonly records: number;
  /** Different offsets that the group handled; null where reading was not judged. */
  readonly handled: number | null;
  /** Readings of the log that were compared. */
  readonly readings: number;
}

/** All findings of one kind. */
export interface ReportFinding {
  readonly kind: FindingKind;
  readonly means: string;
  /** Whether it fails this run, or is only counted. */
  readonly fails: boolean;
  readonly count: number;
  readonly causes: Readonly<Record<string, number>>;
  /** The first of each cause. */
  readonly examples: readonly Example[];
  /** How many of them the files of each replica have, where any was searched and has some. */
  readonly replicas?: Readonly<Record<string, number>>;
  /** How many of each sender, of a hundred senders at most. */
  readonly senders?: Readonly<Record<string, number>>;
}

/** Percentiles, within 0.8 %. */
export interface LatencySummary {
  readonly count: number;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
}

/** Latency by when it ended; null in a time without any. */
export interface LatencyTimeline {
  /** Seconds since 1970 of the first entry. */
  readonly firstSecond: number;
  /** Seconds that each entry is for: 1 in a run of up to 2,000 s. */
  readonly step: number;
  readonly acknowledgingP50: readonly (number | null)[];
  readonly acknowledgingP99: readonly (number | null)[];
  readonly readingP99: readonly (number | null)[];
}

/** One partition. */
export interface ReportPartition {
  readonly partition: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly unknown: number;
  readonly unknownInLog: number;
  /** As in {@linkcode ReportTotals}. */
  readonly handedWhileForbidden: number;
  readonly answeredJustAfter: number;
  readonly records: number;
  /** Where the log started and ended (high watermark) in the reading that was judged. */
  readonly start: number;
  readonly end: number;
  readonly committed: number | null;
  readonly handled: number | null;
  /** The offset after which acknowledged records were cut off. */
  readonly truncatedAfter: number | null;
  /** Whom the log was read from, in which reading. */
  readonly leaders: readonly {
    readonly reading: number;
    readonly node: number;
    /** Of the leader then. */
    readonly epoch: number;
    /** Whether it led, or was read from as a follower. */
    readonly leads: boolean;
  }[];
  /** Leaders and replicas in sync while the run went on; empty where nobody watched. */
  readonly changes: readonly ReportChange[];
  /** Without what is excused. */
  readonly longestWritingOutage: number;
  readonly longestReadingOutage: number | null;
  /** The longest of at least {@linkcode LEAST_OUTAGE}, in the order of time. */
  readonly writingOutages: readonly ReportOutage[];
  readonly readingOutages: readonly ReportOutage[];
  readonly timeline: {
    /** Seconds since 1970 of the first entry. */
    readonly firstSecond: number;
    /** Seconds that each entry is for: 1 in a run of up to 2,000 s. */
    readonly step: number;
    readonly acknowledged: readonly number[];
    readonly read: readonly number[];
  };
}

/** Shorter outages are not listed, in milliseconds. */
export const LEAST_OUTAGE = 500;

/** A time without progress although something was due. */
export interface ReportOutage {
  readonly start: string;
  readonly milliseconds: number;
  /** How many of them do not count, as no progress could be expected. */
  readonly excused: number;
  /** Whether nothing ended it but the end of the run. */
  readonly open: boolean;
}

/** One file that was judged from. */
export interface ReportLedger {
  readonly file: string;
  readonly kind: "sender" | "reader";
  /** Of the sender or the member of the group. */
  readonly name: string;
  readonly bytes: number;
  /** Whether its writer closed it; a killed one does not. */
  readonly closed: boolean;
  /** Bytes at its end that are no whole block. */
  readonly tornBytes: number;
}
