import * as Plot from "@observablehq/plot";
import type { ChartData, ChartMark } from "./chart_data.ts";
import type { Markup } from "./markup.ts";

/** What the charts of one page have in common. */
export interface Frame {
  /** Pixels. */
  readonly width: number;
  /** Length of the run. */
  readonly seconds: number;
  readonly x: Plot.ScaleOptions;
  readonly draw: (options: Plot.PlotOptions, label: string) => Markup;
}

const MARGINS = 74;
const CHARACTER = 6.4;
const RULE = { strokeDasharray: "1 3", strokeOpacity: 0.8 };

/** Whether a text fits into so many seconds of a chart's width. */
export function fits(
  text: string,
  seconds: number,
  frame: Pick<Frame, "seconds" | "width">,
): boolean {
  return text.length * CHARACTER + 6 <= seconds / frame.seconds * (frame.width - MARGINS);
}

/** Vertical lines for the marks, with their numbers above. */
export function markRules(
  { marks }: ChartData,
  frame: Pick<Frame, "seconds" | "width">,
  text: Plot.TextOptions = {},
): Plot.Markish[] {
  return [
    Plot.ruleX(marks, { x: "second", ...RULE }),
    Plot.text(numbersOf(marks, frame), {
      x: "second",
      text: "label",
      frameAnchor: "top",
      dy: -12,
      fontWeight: 600,
      ...text,
    }),
  ];
}

/** The numbers of the marks; those too close to each other are drawn as one, such as `2–4`. */
function numbersOf(
  marks: readonly ChartMark[],
  frame: Pick<Frame, "seconds" | "width">,
): { readonly second: number; readonly label: string }[] {
  const groups: ChartMark[][] = [];
  for (const mark of marks) {
    const first = groups.at(-1)?.[0];
    if (first && !fits("12", mark.second - first.second, frame)) groups.at(-1)!.push(mark);
    else groups.push([mark]);
  }
  return groups.map((group) => {
    const [first, last] = [group[0]!, group.at(-1)!];
    const label = first === last ? `${first.number}` : `${first.number}–${last.number}`;
    return { second: (first.second + last.second) / 2, label };
  });
}
