import type { Buffer } from "node:buffer";
import { SENDER, SEQUENCE } from "@kafka-sim/common/headers";
import type { EventLog } from "@kafka-sim/common/log";
import { decodeTick, type Tick, TickError } from "@kafka-sim/common/tick";
import type { Continuity } from "./continuity.ts";
import type { Intake } from "./intake.ts";
import type { Letter } from "./letter.ts";
import type { ConsumerMetrics } from "./metrics.ts";
import type { Partitions } from "./partitions.ts";
import { printable } from "./printable.ts";
import { type GivenRecord, headerOf } from "./record.ts";
import type { Statistics } from "./statistics.ts";
import { Throttle } from "./throttle.ts";
import type { View } from "./view.ts";

/** What an intake works with. */
export interface IntakeOptions {
  readonly topic: string;
  readonly partitions: Partitions;
  readonly statistics: Statistics;
  readonly metrics: ConsumerMetrics;
  readonly view: View;
  readonly log: EventLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Milliseconds between two events about what may happen thousands of times. */
const SAY_EVERY_MS = 1_000;
const NUMBER = /^\d{1,15}$/;

/** Takes ticks: checks, counts and shows them. What is no tick becomes a dead letter. */
export class TickIntake implements Intake {
  readonly #options: IntakeOptions & { readonly continuity: Continuity };
  readonly #rejections = new Throttle(SAY_EVERY_MS);
  readonly #findings = new Throttle(SAY_EVERY_MS);

  constructor(options: IntakeOptions & { readonly continuity: Continuity }) {
    this.#options = options;
  }

  begin(partition: number, first: bigint, end: bigint): void {
    const { partitions, continuity } = this.#options;
    if (partitions.begin(partition, first, end)) continuity.forget(partition);
  }

  take(partition: number, record: GivenRecord): Letter | undefined {
    const { partitions, statistics, metrics, view, now } = this.#options;
    const handled = now();
    const due = Number(record.timestamp);
    const offset = BigInt(record.offset);
    const redelivered = partitions.give(partition, offset, handled);
    if (!redelivered) this.#check(partition, record);
    const tick = this.#decode(record.value);
    const rejected = tick instanceof TickError;
    const counted = { due, handled, redelivered, rejected };
    statistics.add(counted);
    metrics.count(partition, counted);
    if (rejected) return this.#reject(partition, record, tick);
    view.tick({ tick, partition, offset, due, handled, redelivered });
    return undefined;
  }

  #decode(value: Buffer | null): Tick | TickError {
    try {
      return decodeTick(value);
    } catch (error) {
      if (error instanceof TickError) return error;
      throw error;
    }
  }

  #check(partition: number, record: GivenRecord): void {
    const sequence = headerOf(record, SEQUENCE)?.toString("latin1") ?? "";
    const sender = headerOf(record, SENDER)?.toString("latin1");
    if (sender === undefined || !NUMBER.test(sequence)) return;
    const { continuity, metrics, log, now } = this.#options;
    const finding = continuity.observe(partition, sender, Number(sequence));
    if (!finding) return;
    metrics.find(partition, finding);
    const event = { partition, offset: record.offset, sender, sequence: Number(sequence) };
    const level = this.#findings.allows(now()) ? "warn" : "debug";
    log[level]("continuity_broken", { ...event, ...finding, totals: continuity.counts });
  }

  #reject(partition: number, record: GivenRecord, { reason, message }: TickError): Letter {
    const { topic, metrics, view, log, now } = this.#options;
    const { offset, timestamp } = record;
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
      due: Number(timestamp),
    });
    return { record, topic, partition, reason, detail: message };
  }
}
