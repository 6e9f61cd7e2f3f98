import { equal } from "node:assert/strict";
import type { BenchReport, Result } from "./report.ts";
import { tableText } from "./table.ts";

function result(name: string, ratio: number, options: Partial<Result> = {}): Result {
  const figures = {
    recordsPerSecond: 62_123.4,
    cpuPerMillion: 17.04,
    peakBytes: 181_000_000,
    brokerCpuPerMillion: 9,
  };
  return { name, discipline: "produce", isOurs: false, figures, ratio, rounds: [], ...options };
}

const REPORT: BenchReport = {
  version: 1,
  time: "2026-01-01T00:00:00.000Z",
  machine: {
    ...{ os: "linux 6.1 x86_64", cpu: "Some CPU", cores: 2, memoryBytes: 24 * 1024 ** 3 },
    ...{ loadBefore: 0.25, versions: { kafka: "4.3.1", deno: "2.9.6" } },
  },
  size: { records: 1_000_000, rounds: 3 },
  goal: 0.8,
  results: [
    result("ours", 0.63, { isOurs: true }),
    result("Java ProducerPerformance", 1),
    result("our reader", 0.8, { discipline: "consume", isOurs: true }),
  ],
};

Deno.test("the table names the machine, aligns the figures and says whether a goal is reached", () => {
  equal(
    tableText(REPORT),
    `2 × Some CPU, 24 GiB, linux 6.1 x86_64
kafka 4.3.1, deno 2.9.6; load before the start 0.3
1,000,000 records, 3 rounds, medians

Sending: acks=all, three copies, Snappy  records/s  to Java  CPU s per million  peak MB  brokers' CPU s per million
ours                                        62,123     0.63               17.0      181                         9.0
Java ProducerPerformance                    62,123     1.00               17.0      181                         9.0
ours: goal 0.80 of Java's not reached

Reading the same topic  records/s  to Java  CPU s per million  peak MB  brokers' CPU s per million
our reader                 62,123     0.80               17.0      181                         9.0
our reader: goal 0.80 of Java's reached
`,
  );
});

Deno.test("a single round is not called a median, and a discipline without figures is left out", () => {
  const text = tableText({ ...REPORT, size: { records: 20_000, rounds: 1 }, results: [] });
  equal(text.split("\n")[2], "20,000 records, 1 round");
  equal(text.split("\n").length, 4);
});
