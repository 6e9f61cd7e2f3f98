import * as Plot from "@observablehq/plot";
import type { Report } from "../report.ts";
import { type ChartData, chartData } from "./chart_data.ts";
import { openDocument } from "./document.ts";
import { drawTimeline } from "./draw_timeline.ts";
import { type Frame, markRules } from "./frame.ts";
import { Markup } from "./markup.ts";
import { drawNodes } from "./draw_nodes.ts";

/** The charts of a report, as SVG. */
export interface Charts {
  /** Undefined where nobody watched the nodes. */
  readonly nodes: Markup | undefined;
  readonly timeline: Markup;
  readonly throughput: Markup;
  readonly latency: Markup;
}

const HEIGHT = 170;
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
  const frame: Frame = {
    width,
    seconds: data.seconds,
    x: { label: "seconds", domain: [0, data.seconds], nice: false },
    draw: (options, label) => {
      const style = { background: "none", color: "inherit" };
      const common = { document, width, marginLeft: 62, marginRight: 12, marginTop: 24, style };
      const svg = Plot.plot({ ...common, ...options, ariaLabel: label });
      svg.setAttribute("role", "img");
      return new Markup(svg.outerHTML);
    },
  };
  return {
    nodes: drawNodes(report, data, frame),
    timeline: drawTimeline(report, data, frame),
    throughput: drawThroughput(data, frame),
    latency: drawLatency(data, frame),
  };
}

function drawThroughput(data: ChartData, { draw, x, ...frame }: Frame): Markup {
  return draw({
    x,
    y: { label: null, grid: true, ticks: 4, nice: true, zero: true },
    height: HEIGHT,
    marks: [
      ...markRules(data, frame),
      Plot.lineY(data.totals, { x: "second", y: "acknowledged", ...ACKNOWLEDGED }),
      Plot.lineY(data.totals, { x: "second", y: "read", ...READ }),
      Plot.ruleY([0], { strokeOpacity: 0.4 }),
    ],
  }, "Records acknowledged and read in each second");
}

function drawLatency(data: ChartData, { draw, x, ...frame }: Frame): Markup {
  const ticks = [1, 10, 100, 1_000, 10_000, 100_000].filter((tick) => tick <= data.longest);
  return draw({
    x,
    y: { label: null, type: "log", domain: [1, data.longest], grid: true, ticks, tickFormat },
    height: HEIGHT,
    marks: [
      ...markRules(data, frame),
      Plot.lineY(data.latencies, { x: "second", y: "acknowledgingP50", ...MEDIAN }),
      Plot.lineY(data.latencies, { x: "second", y: "acknowledgingP99", ...ACKNOWLEDGED }),
      Plot.lineY(data.latencies, { x: "second", y: "readingP99", ...READ }),
    ],
  }, "Latency from due time to acknowledgement and to reading in each second");
}

function tickFormat(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${milliseconds / 1_000} s`;
}
