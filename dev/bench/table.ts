import type { BenchReport, Result } from "./report.ts";

const TITLES: Readonly<Record<Result["discipline"], string>> = {
  produce: "Sending: acks=all, three copies, Snappy",
  consume: "Reading the same topic",
};
const COLUMNS = [
  "records/s",
  "to Java",
  "CPU s per million",
  "peak MB",
  "brokers' CPU s per million",
];
const MB = 1_000_000;
const GIB = 1024 ** 3;

/** The report for people. */
export function tableText({ machine, size, goal, results }: BenchReport): string {
  const { os, cpu, cores, memoryBytes, loadBefore, versions } = machine;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const { records, rounds } = size;
  return [
    `${cores} × ${cpu}, ${(memoryBytes / GIB).toFixed(0)} GiB, ${os}`,
    `${named.join(", ")}; load before the start ${loadBefore.toFixed(1)}`,
    `${count(records)} records, ${rounds} ${rounds === 1 ? "round" : "rounds, medians"}`,
    ...(["produce", "consume"] as const).flatMap((discipline) => {
      const rows = results.filter((result) => result.discipline === discipline);
      return rows.length === 0 ? [] : ["", ...section(TITLES[discipline], rows, goal)];
    }),
    "",
  ].join("\n");
}

function section(title: string, results: readonly Result[], goal: number): string[] {
  const rows = results.map(({ name, ratio, figures }) => [
    name,
    count(figures.recordsPerSecond),
    ratio.toFixed(2),
    figures.cpuPerMillion.toFixed(1),
    (figures.peakBytes / MB).toFixed(0),
    figures.brokerCpuPerMillion.toFixed(1),
  ]);
  const ours = results.filter(({ isOurs }) => isOurs);
  return [
    ...align([[title, ...COLUMNS], ...rows]),
    ...ours.map(({ name, ratio }) =>
      `${name}: goal ${goal.toFixed(2)} of Java's ${ratio >= goal ? "reached" : "not reached"}`
    ),
  ];
}

/** Pads the cells: the first column to the left, figures to the right. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) =>
    row.map((cell, at) => at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))
      .join("  ")
  );
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
