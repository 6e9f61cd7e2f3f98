import { UNDER_WAY_MS } from "../find_early.ts";
import type { LoggedRecord } from "../history.ts";
import type { Span } from "../spans.ts";
import type { PlainHistory } from "./plain_history.ts";

interface Known {
  readonly sender: string;
  readonly sequence: number;
  readonly due: number;
  readonly key: string;
  readonly valueHash: bigint;
  readonly fate: "acknowledged" | "unknown" | "undecided";
  /** When it was handed over. */
  readonly handed: number;
  readonly decided: number | undefined;
  readonly offset: number | undefined;
}

/** What the model says: findings as text, sorted, and the outages in milliseconds. */
export interface ModelVerdict {
  readonly findings: readonly string[];
  readonly longestWriting: number;
  readonly longestReading: number;
  readonly truncatedAfter: number | undefined;
}

/** How a finding is written, so that judge and model can be compared. */
export function findingText(
  kind: string,
  cause: string,
  where: {
    sender?: string | undefined;
    sequence?: number | undefined;
    offset?: number | undefined;
  },
): string {
  return `${kind} ${cause} ${where.sender ?? "-"}/${where.sequence ?? "-"}@${where.offset ?? "-"}`;
}

/**
 * The rules of the verdict in their plainest form: every rule looks at everything, nothing is fast.
 * The judge must agree with it on every history.
 */
export function judgeByModel(history: PlainHistory): ModelVerdict {
  const { reading, earlier, group } = history;
  const log = reading.records;
  const known = allKnown(history);
  const find = (sender: string | undefined, sequence: number | undefined) =>
    known.find((one) => one.sender === sender && one.sequence === sequence);
  const at = (offset: number | undefined) => log.find((record) => record.offset === offset);
  const copies = (one: Known) =>
    log.filter(({ sender, sequence }) => sender === one.sender && sequence === one.sequence);
  const isFirst = (record: LoggedRecord) =>
    !log.some((other) =>
      other.offset < record.offset && other.sender === record.sender &&
      other.sequence === record.sequence
    );
  const findings: string[] = [];
  const add = (kind: string, cause: string, where: Parameters<typeof findingText>[2]) =>
    findings.push(findingText(kind, cause, where));

  for (const record of log) {
    const ours = history.senders.some(({ sender }) => sender === record.sender);
    if (record.sender === undefined || record.sequence === undefined) {
      add("stranger", "unsigned", record);
      continue;
    }
    if (!ours) add("stranger", "sender", record);
    const one = find(record.sender, record.sequence);
    if (ours && !one) add("phantom", "sequence", record);
    if (!one) continue;
    if (record.key !== one.key) add("inconsistent", "key", record);
    if (record.valueHash !== one.valueHash) add("inconsistent", "value", record);
    if (record.otherHeaders) add("inconsistent", "headers", record);
    if (!isFirst(record)) {
      const { claimsOnce } = history.senders.find(({ sender }) => sender === record.sender)!;
      add("duplicate", claimsOnce ? "against_claim" : "not_claimed", record);
      continue;
    }
    const overtaken = log.some((other) =>
      other.offset < record.offset && other.sender === record.sender &&
      other.sequence! > record.sequence! && isFirst(other) &&
      find(other.sender, other.sequence)?.fate === "acknowledged"
    );
    if (overtaken) add(one.fate === "acknowledged" ? "reordered" : "late", "order", record);
  }

  let truncatedAt = Infinity;
  for (const one of known) {
    const inLog = copies(one);
    if (one.fate !== "acknowledged") {
      const offset = inLog[0]?.offset;
      add("unknown", inLog.length > 0 ? "in_log" : "not_in_log", { ...one, offset });
      continue;
    }
    if (one.offset !== undefined && !inLog.some(({ offset }) => offset === one.offset)) {
      if (at(one.offset)) add("inconsistent", "other_record", one);
      else if (inLog.length > 0) add("inconsistent", "elsewhere", one);
    }
    if (inLog.length > 0) continue;
    const other = at(one.offset);
    if (one.offset === undefined) {
      const siblings = known.filter(({ sender }) => sender === one.sender);
      const next = siblings.filter(({ sequence }) => sequence > one.sequence)
        .map((sibling) => copies(sibling)[0]?.offset ?? sibling.offset)
        .find((place) => place !== undefined);
      const before = siblings.some((sibling) =>
        sibling.sequence < one.sequence && copies(sibling).length > 0
      );
      if (next !== undefined && next <= reading.start) add("deleted", "log_start", one);
      else if (reading.start > 0 && !before) add("lost", "untraceable", one);
      else add("lost", "never_stored", one);
    } else if (one.offset < reading.start) {
      add("deleted", "log_start", one);
    } else if (one.offset >= reading.end) {
      add("lost", "truncated", one);
      truncatedAt = Math.min(truncatedAt, one.offset);
    } else if (!other) {
      add("lost", "removed", one);
    } else if (
      other.sender === one.sender && other.sequence! < one.sequence && isFirst(other) &&
      find(other.sender, other.sequence)
    ) {
      add("lost", "never_stored", one);
    } else {
      add("lost", "overwritten", one);
      truncatedAt = Math.min(truncatedAt, one.offset);
    }
  }

  for (const one of known) {
    if (one.fate !== "acknowledged") continue;
    const since = forbiddenSince(history.forbidden, one.decided!);
    if (since === undefined) continue;
    const where = { ...one, offset: undefined };
    if (one.handed >= since) add("early", "forbidden_time", where);
    else if (one.decided! - since > UNDER_WAY_MS) add("early", "sent_before", where);
  }

  const given: { time: number; offset: number; contentHash: bigint }[] = [];
  for (const { events } of group.members) {
    for (const { time, records } of events) {
      for (const { offset, contentHash } of records) given.push({ time, offset, contentHash });
    }
  }
  given.sort((a, b) => a.time - b.time);
  for (const [index, { offset, contentHash }] of given.entries()) {
    if (offset < reading.start) continue;
    const record = at(offset);
    if (!record) add("inconsistent", "vanished", { offset });
    else if (record.contentHash !== contentHash) add("inconsistent", "given_other", { offset });
    if (given.slice(0, index).some((before) => before.offset === offset)) {
      add("redelivered", "twice", { offset });
    }
  }
  for (const { offset, sender, sequence } of log) {
    if (!find(sender, sequence) || given.some((one) => one.offset === offset)) continue;
    if (offset < (group.committed ?? 0)) add("unseen", "skipped", { offset });
    else {
      const { decided, fate, handed } = find(sender, sequence)!;
      const arrived = fate === "acknowledged" ? decided! : handed;
      // Of a second copy nobody knows when it came.
      const first = log.find((record) => record.sender === sender && record.sequence === sequence)!;
      const age = first.offset === offset ? history.end - arrived : Infinity;
      add("unread", age > history.readingTimeout ? "stalled" : "too_soon", { offset });
    }
  }

  const offsets = new Set([...log, ...earlier.records].map(({ offset }) => offset));
  for (const offset of offsets) {
    const inBoth = offset >= reading.start && offset >= earlier.start;
    const before = earlier.records.find((record) => record.offset === offset);
    if (!inBoth || (!before && offset >= earlier.end)) continue;
    if (before?.wholeHash !== at(offset)?.wholeHash) {
      add("inconsistent", "readings_differ", { offset });
    }
  }

  return {
    findings: findings.sort(),
    truncatedAfter: truncatedAt === Infinity ? undefined : truncatedAt - 1,
    longestWriting: longestWriting(history, known),
    longestReading: longestReading(history, known.filter((one) => copies(one).length > 0), {
      given: given.filter(({ offset }) => {
        const record = at(offset);
        return record && isFirst(record) && offset >= reading.start;
      }),
      at,
    }),
  };
}

/** Since when it has been forbidden at this time to acknowledge. */
function forbiddenSince(forbidden: readonly Span[], time: number): number | undefined {
  const spans = forbidden.filter(({ from, to }) => from <= time && time <= to);
  if (spans.length === 0) return undefined;
  const first = Math.min(...spans.map(({ from }) => from));
  return first < time ? forbiddenSince(forbidden, first) : first;
}

function allKnown({ senders }: PlainHistory): Known[] {
  return senders.flatMap(({ sender, events }) => {
    const sent = events.flatMap((event) =>
      event.kind === "sent" ? event.records.map((one) => ({ ...one, handed: event.time })) : []
    );
    return sent.map((record): Known => {
      for (const event of events) {
        if (event.kind === "sent") continue;
        const index = record.sequence - event.first;
        if (index < 0 || index >= event.count) continue;
        const base = event.kind === "acknowledged" ? event.baseOffset : undefined;
        const offset = base === undefined ? undefined : base + index;
        return { ...record, sender, fate: event.kind, decided: event.time, offset };
      }
      return { ...record, sender, fate: "undecided", decided: undefined, offset: undefined };
    });
  });
}

function longestWriting(history: PlainHistory, known: readonly Known[]): number {
  const { senders, end } = history;
  const progress = known.flatMap(({ fate, decided }) => fate === "acknowledged" ? [decided!] : []);
  const waits = known.map(({ sender, due, decided }) => {
    if (decided !== undefined) return { from: due, to: decided };
    const { lastSign } = senders.find((one) => one.sender === sender)!;
    return { from: due, to: Math.min(...progress.filter((time) => time > lastSign), end) };
  });
  return longestDown(history, waits, progress);
}

function longestReading(
  history: PlainHistory,
  stored: readonly Known[],
  { given, at }: {
    given: readonly { time: number; offset: number }[];
    at: (offset: number) => LoggedRecord | undefined;
  },
): number {
  const { end } = history;
  const readAt = (one: Known) =>
    given.find(({ offset }) =>
      at(offset)?.sender === one.sender && at(offset)?.sequence === one.sequence
    )?.time;
  const acknowledged = stored.filter(({ fate }) => fate === "acknowledged");
  const progress = acknowledged.flatMap((one) => readAt(one) ?? []);
  // By count: the n-th record that can be read waits until n have been read.
  const arrived = acknowledged.map(({ decided }) => decided!).sort((a, b) => a - b);
  const read = [...progress].sort((a, b) => a - b);
  const waits = arrived.map((from, index) => ({ from, to: read[index] ?? end }));
  return longestDown(history, waits, progress);
}

/** Millisecond by millisecond: whether something waits, and whether something was done. */
function longestDown(
  { end, excused }: PlainHistory,
  waits: readonly { from: number; to: number }[],
  progress: readonly number[],
): number {
  let [longest, run] = [0, 0];
  for (let time = 0; time < end; time++) {
    if (progress.includes(time)) run = 0;
    const isExcused = excused.some(({ from, to }) => from <= time && to > time);
    if (!waits.some(({ from, to }) => from <= time && to > time)) run = 0;
    else if (!isExcused) run++;
    longest = Math.max(longest, run);
  }
  return longest;
}
