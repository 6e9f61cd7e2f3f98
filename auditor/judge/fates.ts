import type { FindingSink } from "./findings.ts";
import type { Progress } from "./outage.ts";
import { FATE, NONE, type SenderTable } from "./sender_table.ts";
import type { Latencies, Timeline } from "./timeline.ts";

/** How many records of one sender came to what. */
export interface Fates {
  readonly sent: number;
  readonly acknowledged: number;
  readonly unknown: number;
  readonly unknownInLog: number;
}

/** Counts what became of each record, and finds the `unknown` ones. */
export function countFates(table: SenderTable, partition: number, sink: FindingSink): Fates {
  const { sender, length: sent } = table;
  let [acknowledged, unknown, unknownInLog] = [0, 0, 0];
  for (let sequence = 0; sequence < sent; sequence++) {
    if (table.fate[sequence] === FATE.acknowledged) {
      acknowledged++;
      continue;
    }
    unknown++;
    const at = table.foundAt[sequence]!;
    const inLog = at !== NONE;
    if (inLog) unknownInLog++;
    sink.add("unknown", {
      partition,
      sender,
      sequence,
      offset: inLog ? at : undefined,
      cause: inLog ? "in_log" : "not_in_log",
      detail: `never acknowledged, ${inLog ? "but in the log" : "and not in the log"}`,
    });
  }
  return { sent, acknowledged, unknown, unknownInLog };
}

/** Notes every acknowledgement by its second, and the time since the record was due. */
export function noteAcknowledgements(
  { decisions, due }: SenderTable,
  timeline: Timeline,
  latencies: Latencies,
): void {
  for (const { acknowledged, time, first, count } of decisions) {
    if (!acknowledged) continue;
    timeline.add("acknowledged", time, count);
    for (let at = first; at < first + count; at++) latencies.add(time, due[at]!);
  }
}

/** How a sender got on: due by schedule, done by acknowledgement. */
export function writingProgress(table: SenderTable, lastSign: number): Progress {
  return {
    due: table.due.slice(0, table.length).sort(),
    done: table.decisions.map(({ time, count, acknowledged }) => ({
      time,
      count,
      progress: acknowledged,
    })),
    lastSign,
  };
}

/** When the acknowledged records in the log came to be there for the group to read, sorted. */
export function readable(tables: readonly SenderTable[]): Float64Array<ArrayBuffer> {
  const most = tables.reduce((sum, { length }) => sum + length, 0);
  const times = new Float64Array(most);
  let count = 0;
  for (const { decisions, foundAt } of tables) {
    for (const { acknowledged, time, first, count: size } of decisions) {
      if (!acknowledged) continue;
      for (let at = first; at < first + size; at++) if (foundAt[at] !== NONE) times[count++] = time;
    }
  }
  return times.subarray(0, count).sort();
}
