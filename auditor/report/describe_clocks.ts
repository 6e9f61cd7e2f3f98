import type { ClockBound } from "../judge/clock_bounds.ts";
import type { RunJudgement } from "../judge/run_evidence.ts";
import type { Latencies } from "../judge/timeline.ts";
import type { Report, ReportClocks } from "./report.ts";

/** Says what a run shows about the clocks of those who took part. */
export function describeClocks(
  { clocks, reading }: Pick<RunJudgement, "clocks" | "reading">,
): Pick<Report, "clockBounds" | "clocks"> {
  const clockBounds = clocks.all.map(round);
  const sentences = clockBounds.length > 0 ? clockBounds.map(sentence) : [latencySentence(reading)];
  return { clocks: sentences.join(" "), clockBounds };
}

/** Outwards, so that what is stated stays true. */
function round({ first, second, least, most }: ClockBound): ReportClocks {
  return {
    first,
    second,
    least: least === undefined ? null : Math.floor(least),
    most: most === undefined ? null : Math.ceil(most),
  };
}

function sentence({ first, second, least, most }: ReportClocks): string {
  const about = `The clock of ${first} is ahead of that of ${second} by`;
  if (least === null) return `${about} at most ${most} ms; how far it is behind nothing tells.`;
  if (most === null) return `${about} at least ${least} ms; how far at most nothing tells.`;
  if (least <= 0 && most >= 0) {
    return `The clocks of ${first} and ${second} are within ${
      Math.max(-least, most)
    } ms of each other.`;
  }
  return `${about} ${least} to ${most} ms: times of one beside times of the other are as uncertain.`;
}

function latencySentence({ least, all }: Latencies): string {
  if (all.count === 0) return "No record was read, so nothing is known about the readers' clocks.";
  if (least < 0) {
    return `A record was read ${Math.ceil(-least)} ms before it was due: the senders' and the ` +
      "readers' clocks differ by at least that much, and reading latencies are wrong by as much.";
  }
  return `No record was read less than ${Math.floor(least)} ms after it was due: no reader's ` +
    "clock is behind a sender's by more than its record took.";
}
