import type { Finding, FindingKind } from "../judge/findings.ts";
import type { Verdict } from "../judge/verdict.ts";

/** How many records a verdict is about. */
export interface Scope {
  readonly acknowledged: number;
  /** undefined where reading was not judged. */
  readonly handled: number | undefined;
  /** Partitions whose log was cut off, with the offset after which. */
  readonly truncations?: readonly { readonly partition: number; readonly after: number }[];
}

/** The verdict in one sentence. */
export function verdictSentence(
  { result, failing, doubts }: Verdict,
  findings: readonly Finding[],
  { acknowledged, handled, truncations = [] }: Scope,
): string {
  if (result === "inconclusive") return `Inconclusive: ${doubts.join("; ")}.`;
  if (result === "passed") {
    return `Passed: all ${number(acknowledged)} acknowledged records are in the log, once and in ` +
      `order${handled === undefined ? "" : readClause(findings)}.`;
  }
  const found = new Map(findings.map((finding) => [finding.kind, finding]));
  const missing = failing.filter(isMissing).map((kind) => {
    const { count, causes, replicas } = found.get(kind)!;
    return `${number(count)} of ${number(acknowledged)} acknowledged records ${are(count)} ` +
      (kind === "lost"
        ? `lost (${lossCauses(causes, truncations)})${holders(replicas)}`
        : "deleted, as the log's start was raised");
  });
  const others = failing.filter((kind) => !isMissing(kind)).map((kind) => clause(found.get(kind)!));
  if (missing.length > 0) return `Failed: ${[...missing, ...others].join("; ")}.`;
  return `Failed: no acknowledged record is missing, but ${others.join("; ")}.`;
}

function readClause(findings: readonly Finding[]): string {
  const { count = 0 } = findings.find(({ kind }) => kind === "unread") ?? {};
  return count === 0
    ? ", and the group was given every one"
    : `, and the group was given all but ${number(count)} that came too soon before the end`;
}

/** A count with a comma at each thousand. */
export function number(value: number): string {
  return value.toLocaleString("en-US");
}

function isMissing(kind: FindingKind): boolean {
  return kind === "lost" || kind === "deleted";
}

function clause({ kind, count: all, causes, examples }: Finding): string {
  if (kind === "no_progress") return examples[0]!.detail;
  const count = kind === "unread" ? causes["stalled"]! : all;
  const ends: Partial<Record<FindingKind, string>> = {
    early: "acknowledged while nobody but the leader could have it",
    inconsistent: `inconsistent (${list(causes)})`,
    phantom: "in the log without ever having been sent",
    stranger: "in the topic without being ours",
    duplicate: "in the log a second time",
    reordered: "out of order",
    unseen: "unseen by the group although it committed later offsets",
    unread: "unread, as reading stalled",
  };
  return `${number(count)} ${count === 1 ? "record" : "records"} ${are(count)} ${
    ends[kind] ?? kind
  }`;
}

/** A truncation is told by its place, any other cause by its name. */
function lossCauses(
  causes: Readonly<Record<string, number>>,
  truncations: NonNullable<Scope["truncations"]>,
): string {
  const { truncated: _truncated, overwritten: _overwritten, ...others } = causes;
  const places = truncations.map(({ partition, after }) =>
    `partition ${partition} truncated after offset ${number(after)}`
  );
  return [...places, ...places.length > 0 ? [list(others)] : [list(causes)]].filter(Boolean)
    .join(", ");
}

/** Which replicas' files have what is lost. */
function holders(replicas: Finding["replicas"]): string {
  const parts = Object.entries(replicas ?? {}).map(([replica, count]) =>
    `${number(count)} of them ${are(count)} in ${replica}`
  );
  return parts.length > 0 ? `, and ${parts.join(", ")}` : "";
}

function list(causes: Readonly<Record<string, number>>): string {
  return Object.keys(causes).map((cause) => cause.replaceAll("_", " ")).join(", ");
}

function are(count: number): string {
  return count === 1 ? "is" : "are";
}
