import type { ClockBounds } from "./clock_bounds.ts";
import type { Finding } from "./findings.ts";
import type { Digest, MemberHistory, Reading, SenderHistory, Skimming } from "./history.ts";
import type { PartitionJudgement } from "./judge_partition.ts";
import type { ReplicaSearch } from "./replica_search.ts";
import type { ExcusedSpan, Span } from "./spans.ts";
import type { Latencies } from "./timeline.ts";
import type { Verdict, VerdictRules } from "./verdict.ts";

/** The ledgers of a run. */
export interface RunLedgers {
  /** Of readers; undefined: there are none, and reading is not judged. */
  readonly group: string | undefined;
  /** Files that end within a block. */
  readonly torn: readonly { readonly file: string; readonly kind: "sender" | "reader" }[];
  /** Time of the last note in any of them. */
  readonly end: number;
  /** From the first start of any of their writers to the last note. */
  readonly span: Span;
  /** Partitions that any of them has notes about. */
  readonly partitions: readonly number[];
  senders(partition: number): readonly SenderHistory[];
  members(partition: number): readonly MemberHistory[];
  /** Those on whose clocks a partition's outages are measured, each once. */
  hosts(partition: number, what: "writing" | "reading"): readonly string[];
  /** Files that have grown since they were opened. */
  grown(): readonly string[];
}

/** The log of a run. */
export interface RunLog {
  readonly partitions: readonly number[];
  read(partition: number): Promise<Reading>;
  /** The same, but only for comparison with another reading. */
  skim(partition: number): Promise<Skimming>;
  /** Whether reading failed as the log was cut at either end meanwhile, so that it must be read again. */
  isMoved(error: unknown): boolean;
}

/** What to judge. */
export interface RunEvidence {
  readonly ledgers: RunLedgers;
  readonly log: RunLog;
  /** Earlier readings, by partition. Taken away from it one by one as they are judged. */
  readonly digests: Map<number, readonly Digest[]>;
  /** What the group has committed, by partition. */
  readonly committed: ReadonlyMap<number, number>;
  /** When somebody last looked what the group had come to. @default {the last note} */
  readonly watchedUntil?: number | undefined;
  /** Times in which no progress can be expected, of one partition or of all. */
  readonly excused?: readonly ExcusedSpan[];
  /** Times in which nothing may be acknowledged that was first handed over in them. */
  readonly forbidden?: readonly Span[];
  /** Where to look for what is lost. */
  readonly replicas?: ReplicaSearch | undefined;
  /** Whatever else leaves the run unproven, a clause each. Asked when all has been read. */
  readonly doubts: () => readonly string[];
}

/** How to judge. Limits are milliseconds; undefined: outages are measured and not judged. */
export interface RunRules extends VerdictRules {
  readonly writingLimit: number | undefined;
  readonly readingLimit: number | undefined;
  /** Milliseconds that the group may take to get to a record. */
  readonly readingTimeout: number;
}

/** What a run came to. */
export interface RunJudgement {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly partitions: readonly PartitionJudgement[];
  readonly acknowledging: Latencies;
  readonly reading: Latencies;
  readonly clocks: ClockBounds;
}
