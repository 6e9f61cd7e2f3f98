import * as Plot from "@observablehq/plot";
import type { Report } from "../report.ts";
import type { ChartData } from "./chart_data.ts";
import { fits, type Frame, markRules } from "./frame.ts";
import { type Lane, nodeLanes, ruleLanes } from "./lanes_data.ts";
import type { Markup } from "./markup.ts";
import { processLanes } from "./process_lanes.ts";

const ROW = 24;

/** Draws when each node served clients, when its process was out, and times with rules of their own. */
export function drawNodes(report: Report, data: ChartData, frame: Frame): Markup | undefined {
  if (report.nodes.length === 0) return undefined;
  const { seconds } = data;
  const ofNodes = [...nodeLanes(report, seconds), ...processLanes(report, seconds)]
    .sort((a, b) => numberOf(a) - numberOf(b));
  const lanes = [...ofNodes, ...ruleLanes(report, seconds)];
  const rows = [...new Set(lanes.map(({ row }) => row))];
  const [well, ill] = [lanes.filter(({ isWell }) => isWell), lanes.filter(({ isWell }) => !isWell)];
  const bar = { x1: "start", x2: "end", y: "row", insetTop: 3, insetBottom: 3, title: "title" };
  const marks = [
    ...markRules(data, frame),
    Plot.barX(well, { ...bar, fill: "var(--node)", rx: 2 }),
    Plot.barX(ill, {
      ...bar,
      fill: "var(--stall)",
      fillOpacity: 0.12,
      stroke: "var(--stall)",
      strokeDasharray: "3 2",
    }),
    Plot.text(ill.filter(({ label, start, end }) => fits(label, end - start, frame)), {
      x: ({ start, end }) => (start + end) / 2,
      y: "row",
      text: "label",
      fill: "currentColor",
    }),
  ];
  const out = ill.map(({ title }) => title).join(", ");
  return frame.draw({
    x: { ...frame.x, axis: null },
    y: { domain: rows, label: null, padding: 0, tickSize: 0 },
    height: 30 + ROW * rows.length,
    marginBottom: 6,
    marks,
  }, `Nodes that serve clients. ${out || "All of them, all the time"}`);
}

/** Its process stands below each node. */
function numberOf({ row }: Lane): number {
  return Number(row.split(" ")[1]);
}
