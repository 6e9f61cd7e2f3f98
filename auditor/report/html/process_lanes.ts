import type { Report } from "../report.ts";
import { beginOf } from "./chart_data.ts";
import { type Lane, outLane } from "./lanes_data.ts";

/** Phases of marks named `node 2`, and the state that the node's process is in from then on. */
const STATES: Readonly<Record<string, "gone" | "stopped" | undefined>> = {
  gone: "gone",
  stopped: "stopped",
  started: undefined,
  continued: undefined,
};

/**
 * When the processes of nodes were out, as the marks tell: at once, where the cluster takes its time
 * to notice. Nodes without such marks have no lane.
 */
export function processLanes(report: Report, seconds: number): Lane[] {
  const begin = beginOf(report);
  const known = new Map<string, { readonly start: number; readonly state: string | undefined }>();
  const lanes: Lane[] = [];
  const add = (node: string, end: number) => {
    const { start = 0, state } = known.get(node) ?? {};
    const row = node.replace("node", "process");
    if (end > start) {
      lanes.push(outLane({ row, start, end, state, whose: `the process of ${node}` }));
    }
  };
  for (const { time, name: node, phase } of report.marks) {
    if (!/^node \d+$/.test(node) || !(phase in STATES)) continue;
    const second = Math.min(seconds, Math.max(0, Date.parse(time) / 1_000 - begin));
    add(node, second);
    known.set(node, { start: second, state: STATES[phase] });
  }
  for (const node of known.keys()) add(node, seconds);
  return lanes;
}
