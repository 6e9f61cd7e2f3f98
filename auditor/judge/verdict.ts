import type { Finding, FindingKind } from "./findings.ts";

/** What a run must fulfil. */
export interface VerdictRules {
  /** Acknowledged records below which nothing is proven. */
  readonly minAcknowledged: number;
  /** The same for each partition. */
  readonly minPerPartition: number;
  /** Whether a record of somebody else fails: where the topic is the run's own. */
  readonly failOnStrangers: boolean;
}

/** What a verdict rests on. */
export interface Evidence {
  readonly findings: readonly Finding[];
  readonly acknowledged: number;
  readonly perPartition: readonly { readonly partition: number; readonly acknowledged: number }[];
  /** Files that end within a block: what was to stand there is not known. */
  readonly tornLedgers: readonly { readonly file: string; readonly kind: "sender" | "reader" }[];
  /** Anything else that leaves the run unproven, a clause each. */
  readonly doubts: readonly string[];
}

/** The end of it. */
export interface Verdict {
  readonly result: "passed" | "failed" | "inconclusive";
  /** 0 passed, 3 failed, 1 inconclusive. */
  readonly exitCode: 0 | 1 | 3;
  /** Kinds of findings that fail this run. */
  readonly failing: readonly FindingKind[];
  /** Why nothing is proven, whether or not something failed; a clause each. */
  readonly doubts: readonly string[];
}

const ALWAYS_COUNTED: ReadonlySet<FindingKind> = new Set(["late", "redelivered", "unknown"]);

/** One sound finding that fails outweighs every doubt; any doubt outweighs "passed". */
export function reachVerdict(evidence: Evidence, rules: VerdictRules): Verdict {
  const torn = (kind: string) => evidence.tornLedgers.some((ledger) => ledger.kind === kind);
  const failing: FindingKind[] = [];
  const doubts = [...findDoubts(evidence, rules)];
  for (const { kind, count, causes } of evidence.findings) {
    if (count === 0 || ALWAYS_COUNTED.has(kind)) continue;
    // Only idempotent acks=all claims that there are none.
    if (kind === "duplicate" && !causes["against_claim"]) continue;
    // What the group has not had the time for is no stall, but not proven to be read either.
    if (kind === "unread" && !causes["stalled"]) {
      doubts.push(`the group was not watched for long enough to read ${count} more records`);
      continue;
    }
    if (kind === "stranger" && !rules.failOnStrangers) continue;
    // What a torn ledger would have said may explain these.
    const explained = kind === "phantom" && torn("sender") ||
      (kind === "unseen" || kind === "unread") && torn("reader");
    if (explained) doubts.push(`${count} ${kind} may be explained by what a torn ledger lost`);
    else failing.push(kind);
  }
  if (failing.length > 0) return { result: "failed", exitCode: 3, failing, doubts };
  if (doubts.length > 0) return { result: "inconclusive", exitCode: 1, failing, doubts };
  return { result: "passed", exitCode: 0, failing, doubts };
}

function* findDoubts(evidence: Evidence, rules: VerdictRules): Generator<string> {
  const { acknowledged, perPartition, tornLedgers } = evidence;
  if (acknowledged < rules.minAcknowledged) {
    yield `only ${acknowledged} records were acknowledged where ${rules.minAcknowledged} are wanted`;
  }
  const few = perPartition.filter((one) => one.acknowledged < rules.minPerPartition);
  if (few.length > 0) {
    const list = few.map((one) => `${one.partition} (${one.acknowledged})`).join(", ");
    yield `fewer than ${rules.minPerPartition} acknowledgements on partition ${list}`;
  }
  for (const { file } of tornLedgers) yield `ledger ${file} ends within a block`;
  yield* evidence.doubts;
}
