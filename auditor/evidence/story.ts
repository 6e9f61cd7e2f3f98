import type { Fault } from "../control/contract.ts";
import type { Span } from "../judge/spans.ts";
import type { TimedEntry } from "./journal.ts";

/** What the journal of a run tells the judge. Times are milliseconds since 1970. */
export interface Story {
  readonly fault: Fault | undefined;
  readonly excused: readonly Span[];
  readonly forbidden: readonly Span[];
  /** Time of the last entry; undefined without a journal. */
  readonly end: number | undefined;
  /** What leaves the run unproven, a clause each. */
  readonly doubts: readonly string[];
  /** Bytes that a ledger had when its process had ended, by file name; null: there was none. */
  readonly sizes: ReadonlyMap<string, number | null>;
}

/** A run without a journal. */
export const NO_STORY: Story = {
  fault: undefined,
  excused: [],
  forbidden: [],
  end: undefined,
  doubts: [],
  sizes: new Map(),
};

/** Draws from a journal what bears on the verdict. */
export function readStory(entries: readonly TimedEntry[]): Story {
  const fault = entries.findLast((entry) => entry.kind === "fault")?.fault;
  const begun = entries.find((entry) => entry.kind === "phase" && entry.phase === "running")?.time;
  // Before everything flows nobody expects it to.
  const warmUp: Span = { from: -Infinity, to: begun ?? Infinity };
  return {
    fault,
    excused: [warmUp, ...(fault?.excused ?? []).map(span)],
    forbidden: (fault?.forbidden ?? []).map(span),
    end: entries.at(-1)?.time,
    doubts: [
      ...begun === undefined ? ["the warm-up did not come to its end"] : [],
      ...fault ? unbitten(fault) : [],
    ],
    sizes: new Map(
      entries.flatMap((entry) => entry.kind === "ended" ? [[entry.ledger, entry.bytes]] : []),
    ),
  };
}

function unbitten({ name, bites, proofs }: Fault): string[] {
  if (proofs.length >= bites) return [];
  const wanted = bites === 1 ? "nothing proves" : `${proofs.length} of ${bites} proofs show`;
  return [`${wanted} that the fault "${name}" bit`];
}

function span({ from, to }: Fault["excused"][number]): Span {
  return { from: Date.parse(from), to: Date.parse(to) };
}
