import type { ExcusedWindow, Fault } from "../control/contract.ts";
import type { TimedEntry } from "../evidence/journal.ts";
import type { RunRules } from "../judge/run_evidence.ts";
import type { Report, ReportChange, ReportMark, ReportSpan } from "./report.ts";

/** What a report tells of a run besides its verdict. */
export interface StoryDescription extends Pick<Report, "fault" | "limits" | "marks" | "nodes"> {
  /** Leaders and replicas in sync, by partition. */
  readonly changes: ReadonlyMap<number, readonly ReportChange[]>;
}

/** Phases of the auditor that a reader of the report wants to see among the marks. */
const TOLD_PHASES: Readonly<Record<string, string>> = {
  running: "warm-up over",
  stopping: "senders stop",
};

/** Describes what the journal says. */
export function describeStory(
  journal: readonly TimedEntry[],
  fault: Fault | undefined,
  { writingLimit, readingLimit }: Pick<RunRules, "readingLimit" | "writingLimit">,
): StoryDescription {
  const changes = new Map<number, ReportChange[]>();
  for (const entry of journal) {
    if (entry.kind !== "partition") continue;
    const { partition, leader, epoch, isr, time } = entry;
    const list = changes.get(partition) ?? [];
    changes.set(partition, list);
    list.push({ time: iso(time), leader, epoch, isr });
  }
  return {
    fault: fault ? describeFault(fault) : null,
    limits: { writing: writingLimit ?? null, reading: readingLimit ?? null },
    marks: journal.flatMap(describeMark).sort((a, b) => a.time.localeCompare(b.time)),
    nodes: journal.flatMap((entry) =>
      entry.kind === "nodes" ? [{ time: iso(entry.time), nodes: entry.nodes }] : []
    ),
    changes,
  };
}

function describeFault(fault: Fault): Report["fault"] {
  const { name, expectation, outcome, bites, proofs, planted = null } = fault;
  return {
    ...{ name, expectation, outcome, planted, bites, proofs },
    excused: fault.excused.map(describeSpan),
    forbidden: fault.forbidden.map(describeSpan),
  };
}

function describeSpan({ from, to, ...where }: ExcusedWindow): ReportSpan {
  return { from: iso(Date.parse(from)), to: iso(Date.parse(to)), ...where };
}

function describeMark(entry: TimedEntry): ReportMark[] {
  const time = iso(entry.time);
  switch (entry.kind) {
    case "mark": {
      const { name, phase, detail } = entry;
      return [{ time, name, phase, detail }];
    }
    case "phase": {
      const phase = TOLD_PHASES[entry.phase];
      return phase ? [{ time, name: "auditor", phase, detail: "" }] : [];
    }
    case "ended": {
      if (entry.asked) return [];
      const detail = entry.signal ?? `exit code ${entry.code}`;
      return [{ time, name: entry.name, phase: "ended", detail }];
    }
    default:
      return [];
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
