import type { EventLog } from "@kafka-sim/common/log";
import { type Tick, TickError } from "@kafka-sim/common/tick";
import type { TickReader as FormatReader } from "@kafka-sim/common/tick_format";
import type { Continuity } from "./continuity.ts";
import type { Intake } from "./intake.ts";
import type { Letter } from "./letter.ts";
import type { ConsumerMetrics } from "./metrics.ts";
import { OriginReader } from "./origin_reader.ts";
import type { Partitions } from "./partitions.ts";
import { printable } from "./printable.ts";
import type { GivenRecord } from "./record.ts";
import type { Statistics } from "./statistics.ts";
import { Tally } from "./tally.ts";
import { Throttle } from "./throttle.ts";
import { TickReader } from "./tick_reader.ts";
import type { View } from "./view.ts";

/** What an intake works with. */
export interface IntakeOptions {
  readonly topic: string;
  readonly partitions: Partitions;
  readonly statistics: Statistics;
  readonly metrics: ConsumerMetrics;
  readonly view: View;
  readonly log: EventLog;
  /**
   * Reads the values.
   *
   * @default {of JSON only}
   */
  readonly reader?: FormatReader;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Milliseconds between two events about what may happen thousands of times. */
const SAY_EVERY_MS = 1_000;

/** Takes ticks: checks, counts and shows them. What is no tick becomes a dead letter. */
export class TickIntake implements Intake {
  readonly #options: IntakeOptions & { readonly continuity: Continuity };
  readonly #rejections = new Throttle(SAY_EVERY_MS);
  readonly #findings = new Throttle(SAY_EVERY_MS);
  readonly #ticks: TickReader;
  readonly #origin = new OriginReader();

  constructor(options: IntakeOptions & { readonly continuity: Continuity }) {
    this.#options = options;
    this.#ticks = new TickReader(options.reader);
  }

  begin(partition: number, first: bigint, end: bigint): void {
    const { partitions, continuity } = this.#options;
    if (partitions.begin(partition, first, end)) continuity.forget(partition);
  }

  take(partition: number, records: readonly GivenRecord[]): Letter[] {
    const { statistics, metrics, now } = this.#options;
    const letters: Letter[] = [];
    const tally = new Tally(now());
    try {
      for (const record of records) {
        const letter = this.#take(partition, record, tally);
        if (letter) letters.push(letter);
      }
    } finally {
      statistics.add(tally);
      metrics.count(partition, tally);
    }
    return letters;
  }

  #take(partition: number, record: GivenRecord, tally: Tally): Letter | undefined {
    const { partitions, view } = this.#options;
    const { handled } = tally;
    const { offset, timestamp: due } = record;
    const redelivered = partitions.give(partition, offset, handled);
    tally.add(due, redelivered);
    if (!redelivered && this.#origin.read(record)) this.#check(partition, offset);
    const tick = this.#read(record);
    if (tick instanceof TickError) {
      tally.reject();
      return this.#reject(partition, record, tick);
    }
    if (!view.isBlind) {
      view.tick({ tick, partition, offset: BigInt(offset), due, handled, redelivered });
    }
    return undefined;
  }

  #read(record: GivenRecord): Tick | TickError {
    try {
      return this.#ticks.read(record);
    } catch (error) {
      if (error instanceof TickError) return error;
      throw error;
    }
  }

  #check(partition: number, offset: number): void {
    const { continuity, metrics, log, now } = this.#options;
    const { sender, sequence } = this.#origin;
    const finding = continuity.observe(partition, sender, sequence);
    if (!finding) return;
    metrics.find(partition, finding);
    const event = { partition, offset: String(offset), sender, sequence };
    const level = this.#findings.allows(now()) ? "warn" : "debug";
    log[level]("continuity_broken", { ...event, ...finding, totals: continuity.counts });
  }

  #reject(partition: number, record: GivenRecord, { reason, message }: TickError): Letter {
    const { topic, metrics, view, log, now } = this.#options;
    const { timestamp: due } = record;
    const offset = String(record.offset);
    metrics.reject(reason);
    const level = this.#rejections.allows(now()) ? "warn" : "debug";
    log[level]("record_rejected", { topic, partition, offset, reason, message });
    view.letter({
      reason,
      message,
      origin: { topic, partition, offset },
      key: printable(record.key),
      value: printable(record.value),
      partition,
      offset: BigInt(offset),
      due,
    });
    return { record, topic, partition, reason, detail: message };
  }
}
