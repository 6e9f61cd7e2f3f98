import type { Report } from "../report.ts";

/** A report's numbers as the charts want them; times are seconds since the run began. */
export interface ChartData {
  /** Length of the run. */
  readonly seconds: number;
  readonly firstPartition: number;
  readonly rates: readonly { partition: number; second: number; acknowledged: number }[];
  readonly totals: readonly { second: number; acknowledged: number; read: number }[];
  readonly stalls: readonly Stall[];
  readonly marks: readonly { second: number; number: string; title: string }[];
  /** The greatest latency that is drawn, in milliseconds, and no less than 10. */
  readonly longest: number;
  readonly latencies: readonly {
    second: number;
    acknowledgingP50: number | undefined;
    acknowledgingP99: number | undefined;
    readingP99: number | undefined;
  }[];
}

interface Stall {
  readonly partition: number;
  readonly start: number;
  readonly end: number;
  readonly middle: number;
  readonly label: string;
  readonly title: string;
  /** Whether its label fits. */
  readonly wide: boolean;
}

/** Shorter outages would be hairlines. */
const LEAST_DRAWN_MS = 500;

/** Turns a report into what the charts draw. */
export function chartData(report: Report): ChartData {
  const begin = Date.parse(report.run.start ?? report.created) / 1_000;
  const seconds = Math.max(1, Date.parse(report.run.end ?? report.created) / 1_000 - begin);
  const totals = new Map<number, { second: number; acknowledged: number; read: number }>();
  const rates: ChartData["rates"][number][] = [];
  for (const { partition, timeline } of report.partitions) {
    for (const [index, acknowledged] of timeline.acknowledged.entries()) {
      const second = timeline.firstSecond + index - begin;
      rates.push({ partition, second, acknowledged });
      const total = totals.get(timeline.firstSecond + index) ??
        { second: second + 0.5, acknowledged: 0, read: 0 };
      total.acknowledged += acknowledged;
      total.read += timeline.read[index] ?? 0;
      totals.set(timeline.firstSecond + index, total);
    }
  }
  const { timeline } = report.latency;
  const positive = (value: number | null | undefined) =>
    value === null || value === undefined ? undefined : Math.max(1, value);
  const drawn = [...timeline.acknowledgingP99, ...timeline.readingP99];
  return {
    seconds,
    longest: drawn.reduce<number>((longest, value) => Math.max(longest, value ?? 0), 10),
    firstPartition: report.partitions[0]?.partition ?? 0,
    rates,
    totals: [...totals.values()].sort((a, b) => a.second - b.second),
    stalls: report.partitions.flatMap(({ partition, writingOutages }) =>
      writingOutages.filter(({ milliseconds }) => milliseconds >= LEAST_DRAWN_MS)
        .map(({ start, milliseconds }) => {
          const from = Date.parse(start) / 1_000 - begin;
          const length = milliseconds / 1_000;
          const label = `${length.toFixed(1)} s`;
          return {
            partition,
            start: from,
            end: from + length,
            middle: from + length / 2,
            label,
            title: `Partition ${partition}: nothing acknowledged for ${label}`,
            wide: length / seconds > 0.045,
          };
        })
    ),
    marks: report.marks.map(({ time, name, phase, detail }, index) => ({
      second: Date.parse(time) / 1_000 - begin,
      number: String(index + 1),
      title: [name, phase, detail].filter(Boolean).join(" "),
    })),
    latencies: timeline.acknowledgingP99.map((p99, index) => ({
      second: timeline.firstSecond + index - begin + 0.5,
      acknowledgingP50: positive(timeline.acknowledgingP50[index]),
      acknowledgingP99: positive(p99),
      readingP99: positive(timeline.readingP99[index]),
    })),
  };
}
