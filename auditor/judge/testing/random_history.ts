import type { HandledEvent, LoggedRecord, SentRecord } from "../history.ts";
import { hash, logged, type PlainHistory } from "./plain_history.ts";
import type { Random } from "./random.ts";

interface Lane {
  readonly sender: PlainHistory["senders"][number];
  sequence: number;
  /** A batch that will reach the log after the next one. */
  delayed: SentRecord[] | undefined;
}

/**
 * A run of one partition in which nothing went wrong that must not: senders whose batches are
 * acknowledged, given up (stored or not, or stored late) or left undecided by a kill, members of a
 * group that read on, and read again after one is killed.
 */
export function randomHistory(random: Random): PlainHistory {
  const run = new Run(random);
  const batches = random.whole(0, 14);
  for (let index = 0; index < batches; index++) run.step();
  return run.finish();
}

class Run {
  readonly #random: Random;
  readonly #lanes: Lane[];
  readonly #log: LoggedRecord[] = [];
  readonly #members: { events: HandledEvent[] }[];
  #time = 1_000;
  #end = 0;
  #read = 0;
  #committed: number | undefined;

  constructor(random: Random) {
    this.#random = random;
    this.#lanes = Array.from({ length: random.whole(1, 3) }, (_, index) => ({
      sender: { sender: `s${index}`, claimsOnce: random.chance(0.7), lastSign: 0, events: [] },
      sequence: 0,
      delayed: undefined,
    }));
    this.#members = Array.from({ length: random.whole(1, 2) }, () => ({ events: [] }));
  }

  step(): void {
    const random = this.#random;
    const lane = random.pick(this.#lanes)!;
    if (lane.sender.lastSign === Infinity) return;
    this.#deliver(lane, random.whole(0, 99));
    if (random.chance(0.5)) this.#handle();
    // A marker of a transaction takes an offset without being a record.
    if (random.chance(0.1)) this.#end++;
  }

  finish(): PlainHistory {
    const random = this.#random;
    for (const lane of this.#lanes) {
      if (lane.delayed) this.#append(lane, lane.delayed);
    }
    while (this.#read < this.#end) this.#handle();
    const senders = this.#lanes.map(({ sender }) => sender);
    for (const sender of senders) sender.lastSign = sender.events.at(-1)?.time ?? 0;
    const excused = Array.from({ length: Math.max(0, random.whole(-3, 3)) }, () => {
      const from = random.whole(990, this.#time);
      return { from, to: from + random.whole(0, 30) };
    });
    const reading = () => ({ start: 0, end: this.#end, records: [...this.#log] });
    return {
      senders,
      group: { committed: this.#committed, members: this.#members },
      earlier: reading(),
      reading: reading(),
      end: this.#time + random.whole(0, 20),
      readingTimeout: random.whole(0, 60),
      excused,
      forbidden: [],
    };
  }

  #deliver(lane: Lane, luck: number): void {
    const records = this.#hand(lane);
    const { events } = lane.sender;
    const first = records[0]!.sequence;
    const count = records.length;
    if (luck < 70) {
      const offset = this.#append(lane, records);
      const baseOffset = this.#random.chance(0.9) ? offset : undefined;
      events.push({ kind: "acknowledged", time: this.#later(), first, count, baseOffset });
    } else if (luck < 95) {
      if (luck < 80) this.#append(lane, records);
      else if (luck < 87 && !lane.delayed) lane.delayed = records;
      events.push({ kind: "unknown", time: this.#later(), first, count });
      return;
    } else {
      if (luck < 98) this.#append(lane, records);
      lane.sender.lastSign = Infinity; // killed; finish() states its true last sign
    }
    if (lane.delayed && luck < 70) {
      this.#append(lane, lane.delayed);
      lane.delayed = undefined;
    }
  }

  #hand(lane: Lane): SentRecord[] {
    const due = this.#time;
    const records = Array.from({ length: this.#random.whole(1, 4) }, (_, index): SentRecord => {
      const sequence = lane.sequence++;
      const value = `${lane.sender.sender} ${sequence}`;
      return { sequence, due: due + index, key: `k${sequence % 3}`, valueHash: hash(value) };
    });
    this.#time += records.length;
    lane.sender.events.push({ kind: "sent", time: this.#later(), records });
    return records;
  }

  #append({ sender: { sender } }: Lane, records: readonly SentRecord[]): number {
    const base = this.#end;
    for (const { sequence, key } of records) {
      const value = `${sender} ${sequence}`;
      this.#log.push(logged({ offset: this.#end++, sender, sequence, key, value }));
    }
    return base;
  }

  #handle(): void {
    const random = this.#random;
    const member = random.pick(this.#members)!;
    const upTo = random.whole(this.#read, this.#end);
    const records = this.#log.filter(({ offset }) => offset >= this.#read && offset < upTo);
    if (records.length > 0) member.events.push({ time: this.#later(), records });
    if (random.chance(0.2)) return; // killed before the commit: the next one reads it again
    this.#read = upTo;
    if (upTo > 0) this.#committed = upTo;
  }

  #later(): number {
    return this.#time += this.#random.whole(0, 9);
  }
}
