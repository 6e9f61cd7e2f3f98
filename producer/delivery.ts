import type { EventLog } from "@kafka-sim/common/log";
import type { ProducerLedger } from "@kafka-sim/common/ledger";
import type { Backlog } from "./backlog.ts";
import type { EncodedRecord, SealedBatch } from "./engine.ts";
import type { LaneObserver } from "./lane.ts";
import type { ProducerMetrics } from "./metrics.ts";

/** Records of which nobody knows whether they are in the log, as `shutdown_complete` lists them. */
export interface UnknownRange {
  readonly partition: number;
  /** Sequence of the first record. */
  readonly first: number;
  /** Sequence of the last record. */
  readonly last: number;
}

/** Options of {@linkcode Delivery}. */
export interface DeliveryOptions {
  readonly backlog: Backlog;
  readonly log: EventLog;
  readonly metrics: ProducerMetrics;
  readonly ledger: ProducerLedger | undefined;
  /** xxh64 of a record's value; only asked with a ledger. */
  readonly hash: (value: Uint8Array) => bigint;
}

/** Keeps the books of all lanes: ledger, totals, metrics and events. */
export class Delivery implements LaneObserver {
  readonly #options: DeliveryOptions;
  readonly #unknown: UnknownRange[] = [];
  readonly #retrying = new Map<number, SealedBatch>();
  readonly #unreachable = new Set<number>();
  #acknowledged = 0;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Records in the log for certain. */
  get acknowledgedCount(): number {
    return this.#acknowledged;
  }

  /** What was handed over and never acknowledged. */
  get unknown(): readonly UnknownRange[] {
    return this.#unknown;
  }

  /** @throws {LedgerError} If the ledger cannot be written: then the batch must not be sent. */
  sending({ partition, records }: SealedBatch): void {
    this.#unreachable.delete(partition);
    const { ledger, hash } = this.#options;
    ledger?.sent(
      partition,
      records.map(({ key, value, sequence, due }: EncodedRecord) => ({
        sequence,
        due,
        key,
        valueHash: hash(value),
      })),
    );
  }

  /** @throws {LedgerError} If the ledger cannot be written. */
  acknowledged(batch: SealedBatch, baseOffset: bigint | undefined): void {
    const { partition, firstSequence, records } = batch;
    const { backlog, ledger, log, metrics } = this.#options;
    this.#acknowledged += records.length;
    backlog.remove(records.length);
    metrics.acknowledged.inc({ partition }, records.length);
    ledger?.acknowledged(partition, firstSequence, records.length, baseOffset);
    const event = { ...describe(batch), offset: baseOffset };
    if (this.#retrying.delete(partition)) log.info("ticks_acknowledged", event);
    else log.debug("ticks_acknowledged", event);
  }

  /** Says it once per batch: the attempts that follow meet the same fault. */
  retrying(batch: SealedBatch, error: unknown): void {
    const { partition } = batch;
    const { log } = this.#options;
    const event = { ...describe(batch), error };
    if (this.#retrying.get(partition) === batch) log.debug("delivery_retried", event);
    else log.warn("delivery_retried", event);
    this.#retrying.set(partition, batch);
  }

  /** @throws {LedgerError} If the ledger cannot be written. */
  gaveUp(batch: SealedBatch, error: unknown): void {
    const { partition, firstSequence, records } = batch;
    const { backlog, ledger, log, metrics } = this.#options;
    const range = describe(batch);
    this.#retrying.delete(partition);
    this.#addUnknown(range);
    backlog.remove(records.length);
    metrics.unknown.inc({ partition }, records.length);
    log.error("ticks_given_up", { ...range, error });
    ledger?.unknown(partition, firstSequence, records.length, String(error));
  }

  /** Says it once until the partition is reached. */
  unreachable(partition: number, error: unknown): void {
    const { log } = this.#options;
    if (this.#unreachable.has(partition)) log.debug("delivery_retried", { partition, error });
    else log.warn("delivery_retried", { partition, error });
    this.#unreachable.add(partition);
  }

  #addUnknown({ partition, first, last }: UnknownRange): void {
    const before = this.#unknown.findIndex((range) =>
      range.partition === partition && range.last + 1 === first
    );
    if (before < 0) this.#unknown.push({ partition, first, last });
    else this.#unknown[before] = { ...this.#unknown[before]!, last };
  }
}

function describe({ partition, firstSequence, records }: SealedBatch): UnknownRange {
  return { partition, first: firstSequence, last: firstSequence + records.length - 1 };
}
