import type { StatisticsView } from "../view.ts";
import { harmless } from "./text_width.ts";

/** A group that shares out its partitions anew has no outage. */
const SHOWN_SECONDS = 1;
/** The first joining takes some seconds, more where the cluster has just been started. */
const SHOWN_SECONDS_AT_FIRST = 10;

/** A line about an outage: without it a table that stands still looks like a market that does. */
export function outageText({ outage }: Pick<StatisticsView, "outage">): string[] {
  if (!outage) return [];
  const { seconds, reason, isFirst } = outage;
  if (seconds < (isFirst ? SHOWN_SECONDS_AT_FIRST : SHOWN_SECONDS)) return [];
  const state = `Out of its group for ${seconds} s`;
  return [reason === undefined ? state : `${state}: ${harmless(reason)}`];
}
