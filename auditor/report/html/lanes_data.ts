import type { Report, ReportSpan } from "../report.ts";
import { beginOf } from "./chart_data.ts";

/** A time in which something stayed as it was; seconds since the run began. */
export interface Lane {
  /** A node, or a partition. */
  readonly row: string;
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly title: string;
  /** Whether all is well: drawn calmly, else so that it is seen. */
  readonly isWell: boolean;
}

/** Who led each partition and who was in sync, by partition. */
export function leadershipLanes(report: Report, seconds: number): Lane[] {
  const begin = beginOf(report);
  return report.partitions.flatMap(({ partition, changes }) => {
    const most = Math.max(0, ...changes.map(({ isr }) => isr.length));
    return changes.map(({ time, leader, epoch, isr }, index) => {
      const isWell = leader >= 0 && isr.length === most;
      const who = leader < 0 ? "no leader" : `leader ${leader}`;
      return {
        row: String(partition),
        ...stretch(time, changes[index + 1]?.time, { begin, seconds }),
        label: isWell ? who : `${who}, in sync ${isr.join(" ") || "nobody"}`,
        title: `Partition ${partition}: ${who} (epoch ${epoch}), in sync ${isr.join(", ")}`,
        isWell,
      };
    }).filter(isDrawn);
  });
}

/** When each node served clients, by node. */
export function nodeLanes(report: Report, seconds: number): Lane[] {
  const begin = beginOf(report);
  const all = [...new Set(report.nodes.flatMap(({ nodes }) => nodes))].sort((a, b) => a - b);
  return all.flatMap((node) => {
    const lanes: Lane[] = [];
    for (const [index, { time, nodes }] of report.nodes.entries()) {
      const isWell = nodes.includes(node);
      const { start, end } = stretch(time, report.nodes[index + 1]?.time, { begin, seconds });
      const last = lanes.at(-1);
      if (last?.isWell === isWell) lanes[lanes.length - 1] = { ...last, end };
      else lanes.push({ row: `node ${node}`, start, end, label: "", title: "", isWell });
    }
    return lanes.map(({ row, start, end, isWell }) =>
      outLane({ row, start, end, state: isWell ? undefined : "out", whose: row })
    ).filter(isDrawn);
  });
}

/** Times with rules of their own, a row each. */
export function ruleLanes({ fault, ...report }: Report, seconds: number): Lane[] {
  const begin = beginOf({ fault, ...report });
  const lanes = (spans: readonly ReportSpan[], row: string, label: string) =>
    spans.map(({ from, to }): Lane => ({
      ...{ row, label, title: label, isWell: false },
      ...stretch(from, to, { begin, seconds }),
    })).filter(isDrawn);
  return [
    ...lanes(longestFrom(fault?.excused ?? []), "excused", "no progress can be expected"),
    ...lanes(fault?.forbidden ?? [], "forbidden", "nothing may be acknowledged"),
  ];
}

/** Of the times that begin together, as those of several partitions do, the longest. */
function longestFrom(spans: readonly ReportSpan[]): ReportSpan[] {
  const last = new Map<string, string>();
  for (const { from, to } of spans) if (to > (last.get(from) ?? "")) last.set(from, to);
  return [...last].map(([from, to]) => ({ from, to }));
}

/** A node or its process. @param state Such as `out`; undefined: all is well. */
export function outLane({ state, whose, ...place }: OutLane): Lane {
  if (state === undefined) {
    return { ...place, label: "", title: `${whose} is at work`, isWell: true };
  }
  const label = `${state} for ${(place.end - place.start).toFixed(1)} s`;
  return { ...place, label, title: `${whose} is ${label}`, isWell: false };
}

interface OutLane extends Pick<Lane, "end" | "row" | "start"> {
  readonly state: string | undefined;
  /** Such as `node 2`. */
  readonly whose: string;
}

function stretch(
  from: string,
  to: string | undefined,
  { begin, seconds }: { readonly begin: number; readonly seconds: number },
): { readonly start: number; readonly end: number } {
  const second = (time: string) => Math.min(seconds, Math.max(0, Date.parse(time) / 1_000 - begin));
  return { start: second(from), end: to === undefined ? seconds : second(to) };
}

function isDrawn({ start, end }: Lane): boolean {
  return end > start;
}
