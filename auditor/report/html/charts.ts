import * as Plot from "@observablehq/plot";
import type { Report } from "../report.ts";
import { openDocument } from "./document.ts";
import { Markup } from "./markup.ts";
import { type ChartData, chartData } from "./chart_data.ts";

/** The charts of a report, as SVG. */
export interface Charts {
  readonly timeline: Markup;
  readonly throughput: Markup;
  readonly latency: Markup;
}

const ROW = 46;
const CHART = 170;
/** How a line looks, so that it can be told from others without colour, too. */
const ACKNOWLEDGED = { stroke: "var(--acknowledged)", strokeWidth: 1.5 };
const READ = { stroke: "var(--read)", strokeWidth: 1.5, strokeDasharray: "4 3" };
const MEDIAN = { stroke: "var(--acknowledged)", strokeWidth: 1, strokeDasharray: "1 2" };

/**
 * Draws a report's charts. Plot wants a document to make elements in: linkedom gives it one without
 * a browser.
 *
 * @param width Pixels.
 */
export function drawCharts(report: Report, width: number): Charts {
  const document = openDocument() as unknown as NonNullable<Plot.PlotOptions["document"]>;
  const data = chartData(report);
  const common = {
    document,
    width,
    marginLeft: 52,
    marginRight: 12,
    style: { background: "none", color: "inherit" },
  };
  const ticks = [1, 10, 100, 1_000, 10_000, 100_000].filter((tick) => tick <= data.longest);
  const x = { label: "seconds", domain: [0, data.seconds], nice: false };
  const draw = (options: Plot.PlotOptions, label: string) => {
    const svg = Plot.plot({ ...common, ...options, ariaLabel: label });
    svg.setAttribute("role", "img");
    return new Markup(svg.outerHTML);
  };
  return {
    timeline: draw({
      x,
      // Roots, or what piled up during an outage would flatten everything else.
      y: { axis: null, type: "sqrt" },
      fy: { label: "partition", padding: 0.15, axis: "left" },
      height: 60 + ROW * report.partitions.length,
      marginTop: 24,
      marks: timelineMarks(data),
    }, timelineLabel(report)),
    throughput: draw({
      x,
      y: { label: "records/s", grid: true, ticks: 4, nice: true, zero: true },
      height: CHART,
      marginTop: 24,
      marks: [
        ...markRules(data),
        Plot.lineY(data.totals, { x: "second", y: "acknowledged", ...ACKNOWLEDGED }),
        Plot.lineY(data.totals, { x: "second", y: "read", ...READ }),
        Plot.ruleY([0], { strokeOpacity: 0.4 }),
      ],
    }, "Records acknowledged and read in each second"),
    latency: draw({
      x,
      y: { label: null, type: "log", domain: [1, data.longest], grid: true, ticks, tickFormat },
      height: CHART,
      marginTop: 24,
      marks: [
        ...markRules(data),
        Plot.lineY(data.latencies, { x: "second", y: "acknowledgingP50", ...MEDIAN }),
        Plot.lineY(data.latencies, { x: "second", y: "acknowledgingP99", ...ACKNOWLEDGED }),
        Plot.lineY(data.latencies, { x: "second", y: "readingP99", ...READ }),
      ],
    }, "Latency from due time to acknowledgement and to reading in each second"),
  };
}

function timelineMarks(data: ChartData): Plot.Markish[] {
  return [
    Plot.areaY(data.rates, {
      x: "second",
      y: "acknowledged",
      fy: "partition",
      curve: "step-after",
      fill: "var(--acknowledged)",
      fillOpacity: 0.55,
    }),
    Plot.rect(data.stalls, {
      x1: "start",
      x2: "end",
      fy: "partition",
      fill: "var(--stall)",
      fillOpacity: 0.12,
      stroke: "var(--stall)",
      strokeDasharray: "3 2",
      title: "title",
    }),
    Plot.text(data.stalls.filter(({ wide }) => wide), {
      x: "middle",
      fy: "partition",
      text: "label",
      frameAnchor: "middle",
      fill: "currentColor",
      stroke: "var(--page)",
      strokeWidth: 3,
      fontWeight: 600,
    }),
    Plot.ruleX(data.marks, { x: "second", strokeDasharray: "1 3", strokeOpacity: 0.8 }),
    Plot.text(data.marks, {
      x: "second",
      text: "number",
      fy: () => data.firstPartition,
      frameAnchor: "top",
      dy: -14,
      fontWeight: 600,
      title: "title",
    }),
    Plot.ruleY([0], { strokeOpacity: 0.4 }),
  ];
}

function markRules(data: ChartData): Plot.Markish[] {
  return [
    Plot.ruleX(data.marks, { x: "second", strokeDasharray: "1 3", strokeOpacity: 0.8 }),
    Plot.text(data.marks, {
      x: "second",
      text: "number",
      frameAnchor: "top",
      dy: -12,
      fontWeight: 600,
    }),
  ];
}

function tickFormat(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${milliseconds / 1_000} s`;
}

function timelineLabel({ partitions }: Report): string {
  const rows = partitions.map(({ partition, longestWritingOutage }) =>
    `partition ${partition}: ${(longestWritingOutage / 1_000).toFixed(1)} s`
  );
  return `Acknowledgements of each partition by second. Longest outage: ${rows.join(", ")}`;
}
