import { ArrivalTimes } from "./arrival.ts";
import { boundClocks } from "./bound_clocks.ts";
import type { ClockBounds } from "./clock_bounds.ts";
import { compareReadings } from "./compare_readings.ts";
import {
  countFates,
  type Fates,
  noteAcknowledgements,
  readable,
  writingProgress,
} from "./fates.ts";
import { findEarly, type ForbiddenCounts } from "./find_early.ts";
import type { FindingSink } from "./findings.ts";
import type { PartitionHistory, SenderHistory } from "./history.ts";
import { JudgeError } from "./judge_error.ts";
import { matchAcknowledgements } from "./match_acknowledgements.ts";
import { matchGroup } from "./match_group.ts";
import { type Expectation, matchLog } from "./match_log.ts";
import { findOutages, type Outage, type Progress } from "./outage.ts";
import { release } from "./release.ts";
import { SenderTable } from "./sender_table.ts";
import { unite } from "./spans.ts";
import { type Latencies, Timeline } from "./timeline.ts";

/** What one partition came to, besides the findings. */
export interface PartitionJudgement extends Fates, ForbiddenCounts {
  readonly partition: number;
  /** Records of the log, of whomever. */
  readonly records: number;
  readonly start: number;
  readonly end: number;
  readonly committed: number | undefined;
  /** Different offsets handled by the group. */
  readonly handled: number;
  /** The offset after which acknowledged records were cut off. */
  readonly truncatedAfter: number | undefined;
  readonly writing: readonly Outage[];
  readonly reading: readonly Outage[];
  readonly timeline: Timeline;
}

/** What goes across partitions. */
export interface Collectors {
  readonly findings: FindingSink;
  /** From due time to acknowledgement. */
  readonly acknowledging: Latencies;
  /** From due time to handling by the group. */
  readonly reading: Latencies;
  readonly clocks: ClockBounds;
}

/**
 * Judges one partition. Takes memory in proportion to the partition's records, about 100 bytes
 * each, and nothing afterwards.
 *
 * @throws {JudgeError} Where a ledger makes no sense; what the readings throw.
 */
export async function judgePartition(
  history: PartitionHistory,
  { findings, acknowledging, reading, clocks }: Collectors,
): Promise<PartitionJudgement> {
  const { partition, group, digests, reading: { start, end } } = history;
  using closing = new DisposableStack();
  const { tables, expectation } = loadTables(partition, history.senders);
  for (const table of tables) closing.use(table);
  const log = closing.use(await matchLog(history.reading, expectation, findings));
  const stored = { partition, reading: history.reading, log };
  for (const digest of digests) compareReadings(digest, stored, partition, findings);
  const truncatedAfter = matchAcknowledgements(tables, stored, findings);
  const forbidden = findEarly(tables, history.forbidden, partition, findings);
  const timeline = new Timeline(acknowledging.step);
  for (const table of tables) noteAcknowledgements(table, timeline, acknowledging);
  boundClocks(history, tables, clocks);
  const arrivals = closing.use(new ArrivalTimes(tables));
  const hadTime = (offset: number) =>
    history.watchedUntil - arrivals.at(offset) > history.readingTimeout;
  const place = { log, start, partition, hadTime };
  const match = group && matchGroup(group, place, findings, (time, due) => {
    timeline.add("read", time, 1);
    reading.add(time, due);
  });
  // Outages need memory of their own, and nobody asks for a record of the log any more.
  log[Symbol.dispose]();
  const excused = unite(history.excused);
  const outages = (sources: readonly Progress[]) => {
    const found = findOutages(sources, history.end, excused);
    release(sources.map(({ due }) => due));
    return found;
  };
  const writing = outages(
    tables.map((table, at) => writingProgress(table, history.senders[at]!.lastSign)),
  );
  return {
    partition,
    ...sum(tables.map((table) => countFates(table, partition, findings))),
    ...forbidden,
    records: log.size,
    start,
    end,
    committed: group?.committed,
    handled: match?.handled ?? 0,
    truncatedAfter,
    writing,
    reading: match ? outages([{ due: readable(tables), done: match.done }]) : [],
    timeline,
  };
}

function loadTables(
  partition: number,
  histories: readonly SenderHistory[],
): { tables: readonly SenderTable[]; expectation: Expectation } {
  const keys = new Map<string, number>();
  const numberKey = (key: string) => {
    const known = keys.get(key);
    if (known === undefined) keys.set(key, keys.size);
    return known ?? keys.size - 1;
  };
  const tables = histories.map((history) => new SenderTable(history, numberKey));
  const senders = new Map(tables.map((table) => [table.sender, table]));
  if (senders.size < tables.length) {
    throw new JudgeError("ledgers_mixed", "Cannot judge by two ledgers of the same sender");
  }
  return { tables, expectation: { partition, senders, keyNumber: (key) => keys.get(key) } };
}

function sum(fates: readonly Fates[]): Fates {
  const total = { sent: 0, acknowledged: 0, unknown: 0, unknownInLog: 0 };
  for (const fate of fates) {
    total.sent += fate.sent;
    total.acknowledged += fate.acknowledged;
    total.unknown += fate.unknown;
    total.unknownInLog += fate.unknownInLog;
  }
  return total;
}
