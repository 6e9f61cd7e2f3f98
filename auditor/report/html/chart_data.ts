import type { Report } from "../report.ts";

/** A report's numbers as the charts want them; times are seconds since the run began. */
export interface ChartData {
  /** Length of the run. */
  readonly seconds: number;
  readonly firstPartition: number;
  readonly rates: readonly { partition: number; second: number; acknowledged: number }[];
  /** Acknowledgements of a partition in a second that fill its row. */
  readonly fullRow: number;
  readonly totals: readonly { second: number; acknowledged: number; read: number }[];
  readonly stalls: readonly Stall[];
  readonly marks: readonly ChartMark[];
  /** The greatest latency that is drawn, in milliseconds, and no less than 10. */
  readonly longest: number;
  readonly latencies: readonly {
    second: number;
    acknowledgingP50: number | undefined;
    acknowledgingP99: number | undefined;
    readingP99: number | undefined;
  }[];
}

/** A time without acknowledgement although something was due. */
export interface Stall {
  readonly partition: number;
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly title: string;
}

/** Something that was done. */
export interface ChartMark {
  readonly second: number;
  readonly number: number;
  readonly title: string;
}

/** What piled up during an outage is drawn up to so many times the usual. */
const FULL_ROW = 2;

/** Turns a report into what the charts draw. */
export function chartData(report: Report): ChartData {
  const begin = beginOf(report);
  const seconds = Math.max(1, Date.parse(report.run.end ?? report.created) / 1_000 - begin);
  const { timeline } = report.latency;
  const positive = (value: number | null | undefined) =>
    value === null || value === undefined ? undefined : Math.max(1, value);
  const drawn = [...timeline.acknowledgingP99, ...timeline.readingP99];
  const rates = report.partitions.flatMap(({ partition, timeline }) =>
    timeline.acknowledged.map((acknowledged, index) => ({
      partition,
      acknowledged: acknowledged / timeline.step,
      second: timeline.firstSecond + index * timeline.step - begin,
    }))
  );
  return {
    seconds,
    longest: drawn.reduce<number>((longest, value) => Math.max(longest, value ?? 0), 10),
    firstPartition: report.partitions[0]?.partition ?? 0,
    rates,
    fullRow: FULL_ROW * Math.max(1, median(rates.map(({ acknowledged }) => acknowledged))),
    totals: sumOf(report, begin),
    stalls: stallsOf(report, begin),
    marks: report.marks.map(({ time, name, phase, detail }, index) => ({
      second: Date.parse(time) / 1_000 - begin,
      number: index + 1,
      title: [name, phase, detail].filter(Boolean).join(" "),
    })),
    latencies: timeline.acknowledgingP99.map((p99, index) => ({
      second: timeline.firstSecond + (index + 0.5) * timeline.step - begin,
      acknowledgingP50: positive(timeline.acknowledgingP50[index]),
      acknowledgingP99: positive(p99),
      readingP99: positive(timeline.readingP99[index]),
    })),
  };
}

/** When the run began, in seconds since 1970. */
export function beginOf({ run, created }: Report): number {
  return Date.parse(run.start ?? created) / 1_000;
}

function sumOf({ partitions }: Report, begin: number): ChartData["totals"] {
  const totals = new Map<number, { second: number; acknowledged: number; read: number }>();
  for (const { timeline } of partitions) {
    for (const [index, acknowledged] of timeline.acknowledged.entries()) {
      const { firstSecond, step } = timeline;
      const second = firstSecond + index * step;
      const total = totals.get(second) ??
        { second: second - begin + step / 2, acknowledged: 0, read: 0 };
      total.acknowledged += acknowledged / step;
      total.read += (timeline.read[index] ?? 0) / step;
      totals.set(second, total);
    }
  }
  return [...totals.values()].sort((a, b) => a.second - b.second);
}

function stallsOf({ partitions }: Report, begin: number): Stall[] {
  return partitions.flatMap(({ partition, writingOutages }) =>
    writingOutages.map(({ start, milliseconds }) => {
      const from = Date.parse(start) / 1_000 - begin;
      const length = milliseconds / 1_000;
      const label = `${length.toFixed(1)} s`;
      const title = `Partition ${partition}: nothing acknowledged for ${label}`;
      return { partition, start: from, end: from + length, label, title };
    })
  );
}

function median(values: readonly number[]): number {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
