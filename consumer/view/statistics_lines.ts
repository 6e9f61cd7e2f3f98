import type { StatisticsView } from "../view.ts";
import { formatCount, formatDuration, formatNoun, formatRate } from "./format.ts";
import type { Paint, Style } from "./style.ts";

const SEPARATOR = " · ";

/** A figure of the statistics line. */
interface Item {
  readonly text: string;
  readonly style?: Style;
}

/**
 * The statistics as one line; where it is too narrow, the flow of records and what should be 0 stand
 * apart. No figure is left out.
 */
export function statisticsLines(view: StatisticsView, width: number, paint: Paint): string[] {
  const flow = flowItems(view);
  const lights = lightItems(view);
  const all = fill([...flow, ...lights], width);
  const lines = all.length > 1 ? [...fill(flow, width), ...fill(lights, width)] : all;
  return lines.map((line) =>
    line.map(({ text, style }) => paint(style, text)).join(paint("faint", SEPARATOR))
  );
}

/** Puts items into lines in their order. */
function fill(items: readonly Item[], width: number): Item[][] {
  const lines: Item[][] = [];
  let used = Infinity;
  for (const item of items) {
    const needed = SEPARATOR.length + item.text.length;
    if (used + needed > width) {
      lines.push([]);
      used = -SEPARATOR.length;
    }
    lines.at(-1)!.push(item);
    used += needed;
  }
  return lines;
}

function flowItems({ records, perSecond, latency, lag }: StatisticsView): Item[] {
  return [
    { text: formatNoun(records, "record"), style: "strong" },
    { text: `${formatRate(perSecond)}/s` },
    { text: `lag ${lag === undefined ? "–" : formatCount(lag)}` },
    {
      text: latency
        ? `latency p50 ${formatDuration(latency.p50)}, p99 ${formatDuration(latency.p99)}`
        : "latency –",
    },
  ];
}

function lightItems(view: StatisticsView): Item[] {
  const { redelivered, rejected, gaps, duplicates, reordered } = view;
  return Object.entries({ redelivered, rejected, gaps, duplicates, reordered })
    .map(([name, count]) => light(name, count));
}

/** A figure that should be 0. */
function light(name: string, count: number): Item {
  return { text: `${name} ${formatCount(count)}`, style: count > 0 ? "warning" : "faint" };
}
