import * as Plot from "@observablehq/plot";
import type { Report } from "../report.ts";
import type { ChartData, Stall } from "./chart_data.ts";
import { fits, type Frame, markRules } from "./frame.ts";
import { type Lane, leadershipLanes } from "./lanes_data.ts";
import type { Markup } from "./markup.ts";

const ROW = 46;
const LANE = 18;
const partitionOf = ({ row }: Lane) => Number(row);

/** Draws a row for each partition: acknowledgements, outages, and who leads and is in sync. */
export function drawTimeline(report: Report, data: ChartData, frame: Frame): Markup {
  const lanes = leadershipLanes(report, data.seconds);
  const hasLanes = lanes.length > 0;
  const row = ROW + (hasLanes ? LANE : 0);
  // The lane stands below the line of no acknowledgements.
  const below = hasLanes ? -data.fullRow * LANE / ROW : 0;
  return frame.draw({
    x: frame.x,
    y: { axis: null, domain: [below, data.fullRow], clamp: true },
    fy: { label: "partition", padding: 0.15, axis: "left" },
    height: 60 + row * report.partitions.length,
    marks: [
      ...markRules(data, frame, { fy: () => data.firstPartition }),
      Plot.areaY(data.rates, {
        x: "second",
        y1: 0,
        y2: "acknowledged",
        fy: "partition",
        curve: "step-after",
        fill: "var(--acknowledged)",
        fillOpacity: 0.55,
      }),
      ...stallMarks(data, frame),
      ...hasLanes ? laneMarks(lanes, below, frame) : [],
      Plot.ruleY([0], { strokeOpacity: 0.4 }),
    ],
  }, describe(report));
}

function stallMarks({ stalls, fullRow }: ChartData, frame: Frame): Plot.Markish[] {
  const width = ({ start, end }: Stall) => end - start;
  return [
    Plot.rect(stalls, {
      x1: "start",
      x2: "end",
      y1: 0,
      y2: fullRow,
      fy: "partition",
      fill: "var(--stall)",
      fillOpacity: 0.12,
      stroke: "var(--stall)",
      strokeDasharray: "3 2",
      title: "title",
    }),
    Plot.text(stalls.filter((stall) => fits(stall.label, width(stall), frame)), {
      x: ({ start, end }) => (start + end) / 2,
      y: fullRow / 2,
      fy: "partition",
      text: "label",
      fill: "currentColor",
      stroke: "var(--page)",
      strokeWidth: 3,
      fontWeight: 600,
    }),
  ];
}

function laneMarks(lanes: readonly Lane[], below: number, frame: Frame): Plot.Markish[] {
  const place = { x1: "start", x2: "end", y1: 0.12 * below, y2: below, fy: partitionOf };
  return [
    Plot.rect(lanes.filter(({ isWell }) => isWell), {
      ...place,
      fill: "var(--node)",
      insetRight: 1,
      title: "title",
    }),
    Plot.rect(lanes.filter(({ isWell }) => !isWell), {
      ...place,
      fill: "none",
      stroke: "var(--read)",
      strokeDasharray: "2 2",
      insetRight: 1,
      title: "title",
    }),
    Plot.text(lanes.filter(({ label, start, end }) => fits(label, end - start, frame)), {
      x: "start",
      y: 0.56 * below,
      fy: partitionOf,
      text: "label",
      textAnchor: "start",
      dx: 4,
      fill: "currentColor",
    }),
  ];
}

function describe({ partitions }: Report): string {
  const rows = partitions.map(({ partition, longestWritingOutage }) =>
    `partition ${partition}: ${(longestWritingOutage / 1_000).toFixed(1)} s`
  );
  return `Acknowledgements of each partition by second. Longest outage: ${rows.join(", ")}`;
}
