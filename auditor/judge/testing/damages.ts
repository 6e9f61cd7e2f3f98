import type { FindingKind } from "../findings.ts";
import type { LoggedRecord } from "../history.ts";
import { hash, logged, type PlainHistory } from "./plain_history.ts";
import type { Random } from "./random.ts";

/** Something that goes wrong in a history; false where this history offers no place for it. */
export interface Damage {
  readonly finds: FindingKind;
  /** What the same damage shows as, too. */
  readonly with?: readonly FindingKind[];
  readonly apply: (history: PlainHistory, random: Random) => boolean;
}

const LOSS = ["inconsistent", "unread", "unseen", "lost", "reordered"] as const;

/** Everything that can be planted, by name. */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  removed: {
    finds: "lost",
    with: LOSS,
    apply: (history, random) => {
      const record = pickAcknowledged(history, random);
      return record !== undefined && everywhere(history, (one) => without(one, record));
    },
  },
  truncated: {
    finds: "lost",
    with: LOSS,
    apply: (history, random) => {
      const record = pickAcknowledged(history, random);
      if (!record) return false;
      for (const reading of [history.reading, history.earlier]) {
        reading.records = reading.records.filter(({ offset }) => offset < record.offset);
        reading.end = record.offset;
      }
      return true;
    },
  },
  overwritten: {
    finds: "lost",
    with: [...LOSS, "stranger"],
    apply: (history, random) => {
      const record = pickAcknowledged(history, random);
      return record !== undefined && everywhere(history, (one) => [
        ...without(one, record),
        text(record, { sender: "elsewhere" }),
      ]);
    },
  },
  deleted: {
    finds: "deleted",
    with: ["lost"], // one whose offset the broker did not say may as well never have been stored
    apply: (history, random) => {
      const record = pickAcknowledged(history, random, true);
      if (!record) return false;
      for (const reading of [history.reading, history.earlier]) {
        reading.records = reading.records.filter(({ offset }) => offset > record.offset);
        reading.start = record.offset + 1;
      }
      return true;
    },
  },
  altered: {
    finds: "inconsistent",
    apply: (history, random) => {
      const record = pickAcknowledged(history, random);
      if (!record) return false;
      const change = random.pick([{ value: "other" }, { key: "other" }, { header: "other" }])!;
      const altered = text(record, change);
      return everywhere(history, (one) => [...without(one, record), altered]);
    },
  },
  readingsDiffer: {
    finds: "inconsistent",
    apply: ({ earlier }, random) => {
      const record = random.pick(earlier.records);
      if (!record) return false;
      earlier.records = without(earlier.records, record);
      if (random.chance(0.5)) earlier.records.push(text(record, { value: "other" }));
      earlier.records.sort((a, b) => a.offset - b.offset);
      return true;
    },
  },
  givenOther: {
    finds: "inconsistent",
    apply: ({ group }, random) => {
      const event = random.pick(group.members.flatMap(({ events }) => events));
      const index = random.whole(0, (event?.records.length ?? 0) - 1);
      if (!event?.records[index]) return false;
      const records = event.records as { offset: number; contentHash: bigint }[];
      records[index] = { offset: records[index]!.offset, contentHash: 1n };
      return true;
    },
  },
  vanished: {
    finds: "inconsistent",
    apply: ({ group, reading, end }, random) => {
      const records = [{ offset: reading.end + 5, contentHash: 1n }];
      random.pick(group.members)!.events.push({ time: end, records });
      return true;
    },
  },
  early: {
    finds: "early",
    apply: (history, random) => {
      const { events } = random.pick(history.senders)!;
      const event = random.pick(events.filter(({ kind }) => kind === "acknowledged"));
      if (event?.kind !== "acknowledged") return false;
      const handed = events.find((other) =>
        other.kind === "sent" && other.records.some(({ sequence }) => sequence === event.first)
      );
      history.forbidden.push({ from: handed!.time, to: event.time });
      return true;
    },
  },
  phantom: {
    finds: "phantom",
    apply: (history, random) => {
      const { sender } = random.pick(history.senders)!;
      return append(history, { sender, sequence: 1_000 });
    },
  },
  stranger: {
    finds: "stranger",
    apply: (history, random) =>
      append(history, {
        sender: random.pick(["elsewhere", undefined]),
        sequence: random.pick([0, undefined]),
      }),
  },
  duplicate: {
    finds: "duplicate",
    with: ["unread"],
    apply: (history, random) => {
      const record = random.pick(history.reading.records);
      if (record?.sequence === undefined || !isOurs(history, record)) return false;
      const { sender, sequence, key = "" } = record;
      return append(history, { sender, sequence, key });
    },
  },
  swapped: {
    finds: "inconsistent",
    with: ["reordered", "inconsistent"],
    apply: (history, random) => {
      const { records } = history.reading;
      const index = random.whole(0, records.length - 2);
      const [a, b] = [records[index], records[index + 1]];
      if (!a || !b || !isAcknowledged(history, a) || !isAcknowledged(history, b)) return false;
      if (acknowledgedOffset(history, a) === undefined) return false;
      if (a.wholeHash === b.wholeHash) return false;
      return everywhere(history, (one) => [
        ...without(without(one, a), b),
        { ...a, offset: b.offset },
        { ...b, offset: a.offset },
      ]);
    },
  },
  neverStored: {
    finds: "lost",
    with: ["inconsistent"],
    apply: (history, random) => acknowledge(history, random, 0),
  },
  neverStoredUnplaced: {
    finds: "lost",
    apply: (history, random) => acknowledge(history, random, undefined),
  },
  skipped: {
    finds: "unseen",
    apply: (history, random) => {
      const record = random.pick(history.reading.records.filter((one) => isOurs(history, one)));
      const committed = history.group.committed ?? 0;
      if (!record || record.offset >= committed) return false;
      forget(history, (offset) => offset === record.offset);
      return true;
    },
  },
  stalled: {
    finds: "unread",
    apply: (history, random) => {
      const record = random.pick(history.reading.records.filter((one) => isOurs(history, one)));
      if (!record) return false;
      forget(history, (offset) => offset >= record.offset);
      history.group.committed = random.chance(0.5) ? record.offset : undefined;
      if (history.group.committed === undefined) forget(history, () => true);
      return true;
    },
  },
};

type Text = Partial<Parameters<typeof logged>[0]>;

/** The record with something else in it. The values of random histories follow this pattern. */
function text({ offset, sender, sequence, key }: LoggedRecord, change: Text): LoggedRecord {
  const value = `${sender} ${sequence}`;
  return logged({ offset, sender, sequence, key: key ?? "", value, ...change });
}

function everywhere(
  { reading, earlier }: PlainHistory,
  change: (records: readonly LoggedRecord[]) => LoggedRecord[],
): boolean {
  for (const one of [reading, earlier]) {
    one.records = change(one.records).sort((a, b) => a.offset - b.offset);
  }
  return true;
}

function without(records: readonly LoggedRecord[], { offset }: LoggedRecord): LoggedRecord[] {
  return records.filter((one) => one.offset !== offset);
}

/** Appends to both readings; the group has read it, too. */
function append(history: PlainHistory, change: Text): boolean {
  const { reading, earlier, group, end } = history;
  const offset = Math.max(reading.end, earlier.end);
  const { sender, sequence, key = "k0" } = change;
  const record = logged({ value: `${sender} ${sequence}`, offset, sender, sequence, key });
  for (const one of [reading, earlier]) {
    one.records = [...one.records, record];
    one.end = offset + 1;
  }
  group.members[0]!.events.push({ time: end, records: [record] });
  return true;
}

/** A record that was never stored gets an acknowledgement, at the offset given. */
function acknowledge(history: PlainHistory, random: Random, offset: number | undefined): boolean {
  const { sender, events } = random.pick(history.senders)!;
  const sent = events.flatMap((event) => event.kind === "sent" ? event.records : []);
  const sequence = sent.length;
  const { time = 1_000 } = events.at(-1) ?? {};
  const first = history.reading.records.find((one) => one.sender === sender)?.offset;
  if (offset !== undefined && first === undefined) return false;
  const valueHash = hash(`${sender} ${sequence}`);
  const records = [{ sequence, due: time, key: "k0", valueHash }];
  events.push({ kind: "sent", time, records });
  const baseOffset = offset === undefined ? undefined : first;
  events.push({ kind: "acknowledged", time, first: sequence, count: 1, baseOffset });
  return true;
}

function forget({ group }: PlainHistory, which: (offset: number) => boolean): void {
  for (const member of group.members) {
    member.events = member.events.map(({ time, records }) => ({
      time,
      records: records.filter(({ offset }) => !which(offset)),
    }));
  }
}

function pickAcknowledged(
  history: PlainHistory,
  random: Random,
  placed = false,
): LoggedRecord | undefined {
  return random.pick(
    history.reading.records.filter((record, index, all) =>
      isAcknowledged(history, record) &&
      (!placed || acknowledgedOffset(history, record) !== undefined) &&
      all.every((other, at) =>
        at === index || other.sender !== record.sender || other.sequence !== record.sequence
      )
    ),
  );
}

function isOurs({ senders }: PlainHistory, { sender, sequence }: LoggedRecord): boolean {
  return senders.some((one) =>
    one.sender === sender &&
    one.events.some((event) =>
      event.kind === "sent" && event.records.some((record) => record.sequence === sequence)
    )
  );
}

function decision({ senders }: PlainHistory, { sender, sequence = -1 }: LoggedRecord) {
  return senders.find((one) => one.sender === sender)?.events.find((event) =>
    event.kind === "acknowledged" && sequence >= event.first &&
    sequence < event.first + event.count
  );
}

function isAcknowledged(history: PlainHistory, record: LoggedRecord): boolean {
  return decision(history, record) !== undefined;
}

function acknowledgedOffset(history: PlainHistory, record: LoggedRecord): number | undefined {
  const event = decision(history, record);
  return event?.kind === "acknowledged" ? event.baseOffset : undefined;
}
