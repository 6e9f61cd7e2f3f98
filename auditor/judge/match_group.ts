import type { FindingKind, FindingSink } from "./findings.ts";
import type { GroupHistory } from "./history.ts";
import { type LogTable, MARK } from "./log_table.ts";
import { mergeByTime } from "./merge_by_time.ts";
import type { Progress } from "./outage.ts";

/** What the members' ledgers say. */
export interface GroupMatch {
  /** Different offsets that were handled. */
  readonly handled: number;
  /** How far reading got on, in the order of time. */
  readonly done: Progress["done"];
}

/** What the group's notes are held against. */
export interface GroupStored {
  readonly partition: number;
  readonly log: LogTable;
  /** Where the log starts: what was given before is not to be found any more. */
  readonly start: number;
  /** Whether the group has had the time to get to the record at an offset. */
  readonly hadTime: (offset: number) => boolean;
}

/** Told of each first reading of a record of ours. */
export type OnRead = (time: number, due: number) => void;

/**
 * Holds what the group was given against the log. Finds `inconsistent` where it was given something
 * else or something that is gone, `redelivered`, `unseen` and `unread`.
 */
export function matchGroup(
  group: GroupHistory,
  { log, start, partition, hadTime }: GroupStored,
  sink: FindingSink,
  onRead: OnRead = () => {},
): GroupMatch {
  const found = (kind: FindingKind, offset: number, cause: string, detail: string) => {
    sink.add(kind, { partition, offset, cause, detail });
  };
  const done: Progress["done"][number][] = [];
  let handled = 0;
  for (const { time, records } of mergeByTime(group.members.map(({ events }) => events))) {
    let fresh = 0;
    for (const { offset, contentHash } of records) {
      if (offset < start) continue;
      const marks = log.marks(offset);
      if (!(marks & MARK.present)) {
        found("inconsistent", offset, "vanished", "the group was given it, but it is gone");
      } else if (log.content(offset) !== contentHash) {
        found("inconsistent", offset, "given_other", "the group was given something else");
      }
      if (marks & MARK.handled) {
        found("redelivered", offset, "twice", "the group was given it before");
        continue;
      }
      log.mark(offset, MARK.handled);
      handled++;
      if (marks & MARK.acknowledged) fresh++;
      if (marks & MARK.ours) onRead(time, log.due(offset));
    }
    if (fresh > 0) done.push({ time, count: fresh, progress: true });
  }
  const { committed = 0 } = group;
  for (const offset of log.offsets()) {
    const marks = log.marks(offset);
    if (!(marks & MARK.ours) || marks & MARK.handled) continue;
    if (offset < committed) {
      found("unseen", offset, "skipped", `the group never was given it but committed ${committed}`);
    } else if (hadTime(offset)) {
      found("unread", offset, "stalled", `the group has committed ${committed} only`);
    } else {
      found(
        "unread",
        offset,
        "too_soon",
        "it came too soon before the end for the group to be late",
      );
    }
  }
  return { handled, done };
}
