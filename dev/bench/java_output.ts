/** What a performance tool of Kafka's reported at its end. */
export interface JavaResult {
  readonly records: number;
  readonly seconds: number;
}

/**
 * Reads the last report of `ProducerPerformance`, such as
 * `300000 records sent, 98123.4 records/sec (9.3 MB/sec), 120.5 ms avg latency, …`.
 *
 * @throws {Error} If there is none.
 */
export function readProducerPerformance(output: string): JavaResult {
  const reports = [...output.matchAll(/^(\d+) records sent, ([\d.]+) records\/sec/gm)];
  const [, records, rate] = reports.at(-1) ?? [];
  if (records === undefined) throw noReport("ProducerPerformance", output);
  return { records: Number(records), seconds: Number(records) / Number(rate) };
}

/**
 * Reads the report of `ConsumerPerformance`: a line of names, a line of values. The time is that of
 * fetching alone, without joining the group.
 *
 * @throws {Error} If there is none.
 */
export function readConsumerPerformance(output: string): JavaResult {
  const lines = output.trim().split("\n").map((line) => line.split(",").map((cell) => cell.trim()));
  const head = lines.findIndex((cells) => cells.includes("fetch.time.ms"));
  const value = (name: string) => Number(lines[head + 1]?.[lines[head]!.indexOf(name)] || NaN);
  const records = head < 0 ? NaN : value("data.consumed.in.nMsg");
  if (Number.isNaN(records)) throw noReport("ConsumerPerformance", output);
  return { records, seconds: value("fetch.time.ms") / 1000 };
}

function noReport(tool: string, output: string): Error {
  return new Error(`Cannot find the report of ${tool} in what it printed: ${output.trim()}`);
}
