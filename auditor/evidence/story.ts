import type { ExcusedWindow, Fault, Window } from "../control/contract.ts";
import { DeclaredFault } from "../control/declared_fault.ts";
import type { ExcusedSpan, Span } from "../judge/spans.ts";
import { doubtEnds } from "./doubt_ends.ts";
import type { TimedEntry } from "./journal.ts";
import type { LedgerSizes } from "./ledger_files.ts";

/** What the journal of a run tells the judge. Times are milliseconds since 1970. */
export interface Story {
  readonly fault: Fault | undefined;
  readonly excused: readonly ExcusedSpan[];
  readonly forbidden: readonly Span[];
  /** When the auditor last noted something of its own; undefined without a journal. */
  readonly end: number | undefined;
  /** What leaves the run unproven, a clause each. */
  readonly doubts: readonly string[];
  /** Every ledger that the run has begun. */
  readonly sizes: LedgerSizes;
  /** Whether the run had readers of its own. */
  readonly hadReaders: boolean;
  /** The cluster that it was on; undefined where it did not come to know it. */
  readonly clusterId: string | undefined;
}

/** A run without a journal. */
export const NO_STORY: Story = {
  fault: undefined,
  excused: [],
  forbidden: [],
  end: undefined,
  doubts: [],
  sizes: new Map(),
  hadReaders: false,
  clusterId: undefined,
};

/** Draws from a journal what bears on the verdict. */
export function readStory(entries: readonly TimedEntry[]): Story {
  const fault = faultIn(entries);
  const begun = entries.find((entry) => entry.kind === "phase" && entry.phase === "running")?.time;
  // Before everything flows nobody expects it to.
  const warmUp: Span = { from: -Infinity, to: begun ?? Infinity };
  return {
    fault,
    excused: [warmUp, ...(fault?.excused ?? []).map(excusedSpan)],
    forbidden: (fault?.forbidden ?? []).map(span),
    // A mark has whatever time its sender says, and decides nothing.
    end: entries.findLast(({ kind }) => kind !== "mark")?.time,
    doubts: [
      ...begun === undefined ? ["the warm-up did not come to its end"] : [],
      ...doubtEnding(entries),
      ...entries.flatMap((entry) => entry.kind === "doubt" ? [entry.doubt] : []),
      ...fault ? [...fault.doubts ?? [], ...unbitten(fault)] : [],
      ...doubtEnds(entries, fault?.kills ?? []),
    ],
    sizes: sizesIn(entries),
    hadReaders: entries.some((entry) => entry.kind === "run" && Number(entry.settings.readers) > 0),
    clusterId: entries.find((entry) => entry.kind === "cluster")?.id,
  };
}

function faultIn(entries: readonly TimedEntry[]): Fault | undefined {
  const declared = new DeclaredFault();
  for (const entry of entries) if (entry.kind === "fault") declared.add(entry.said);
  return declared.fault;
}

function sizesIn(entries: readonly TimedEntry[]): LedgerSizes {
  const sizes = new Map<string, number | null | undefined>();
  for (const entry of entries) {
    if (entry.kind === "started") sizes.set(entry.ledger, undefined);
    else if (entry.kind === "ended") sizes.set(entry.ledger, entry.bytes);
  }
  return sizes;
}

/**
 * Up to `stopping` nobody knows what else was to be done, or undone; up to `judging`, whether all
 * copies were in sync and what became of the programs.
 */
function doubtEnding(entries: readonly TimedEntry[]): string[] {
  const phases = new Set(entries.flatMap((entry) => entry.kind === "phase" ? [entry.phase] : []));
  if (phases.has("judging")) return [];
  if (!phases.has("stopping")) return ["the run was cut short"];
  const last = [...phases].at(-1);
  return [`the run was cut short while it was ${last}: not all of its end was looked at`];
}

function unbitten({ name, bites, proofs }: Fault): string[] {
  if (proofs.length >= bites) return [];
  const wanted = bites === 1 ? "nothing proves" : `${proofs.length} of ${bites} proofs show`;
  return [`${wanted} that the fault "${name}" bit`];
}

function span({ from, to }: Window): Span {
  return { from: Date.parse(from), to: Date.parse(to) };
}

function excusedSpan({ partition, ...window }: ExcusedWindow): ExcusedSpan {
  return { ...span(window), ...partition === undefined ? {} : { partition } };
}
