import type { RecordContent } from "@kafka-sim/common/hash";
import { SENDER, SEQUENCE } from "@kafka-sim/common/headers";
import type { ConsumerLedger } from "@kafka-sim/common/ledger";
import type { Delivery } from "./delivery.ts";
import type { Intake } from "./intake.ts";
import type { Letter } from "./letter.ts";
import { OffsetGate } from "./offset_gate.ts";
import { Patience } from "./patience.ts";
import { type GivenRecord, headerOf } from "./record.ts";
import type { Time } from "./time.ts";

/** Options of {@linkcode BatchHandler}. */
export interface BatchHandlerOptions {
  readonly intake: Intake;
  /** Writes dead letters of one partition; resolves when they are acknowledged. */
  readonly write: (partition: number, letters: readonly Letter[]) => Promise<void>;
  readonly ledger: ConsumerLedger | undefined;
  /** See `contentHash()`; only asked with a ledger. */
  readonly hash: (content: RecordContent) => bigint;
  readonly time: Time;
  /** Told of what must end the program, as a ledger that cannot be written. */
  readonly onFailure: (error: unknown) => void;
}

/** Records between two looks at the group: a few milliseconds' work. */
const CHUNK = 500;

/**
 * Handles what the group gives: each record at once, its offset resolved only after the ledger has
 * it. A dead letter is handled when it is acknowledged, and holds back the offsets behind it. If that
 * takes long, its partition pauses: see {@linkcode Patience}.
 */
export class BatchHandler {
  readonly #options: BatchHandlerOptions;
  readonly #patience: Patience;

  constructor(options: BatchHandlerOptions) {
    this.#options = options;
    this.#patience = new Patience(options.time);
  }

  /**
   * Resolves when the next batch may come.
   *
   * @throws What the delivery's heartbeat throws.
   */
  async handle(delivery: Delivery): Promise<void> {
    const { partition, records, end } = delivery;
    const first = BigInt(records[0]!.offset);
    const gate = new OffsetGate(first, (offset) => delivery.resolve(offset));
    const writes: Promise<void>[] = [];
    this.#options.intake.begin(partition, first, end);
    for (let at = 0; at < records.length && delivery.isCurrent(); at += CHUNK) {
      const chunk = records.slice(at, at + CHUNK);
      const letters = this.#take(partition, chunk);
      if (!letters) return;
      if (letters.length > 0) writes.push(this.#write(partition, letters, gate));
      gate.pass(BigInt(chunk.at(-1)!.offset));
      await delivery.heartbeat();
    }
    if (writes.length > 0) await this.#patience.attend(delivery, Promise.all(writes));
  }

  /** Handles records; those that cannot be used are the result, undefined after a failure. */
  #take(partition: number, records: readonly GivenRecord[]): Letter[] | undefined {
    try {
      const letters = this.#options.intake.take(partition, records);
      const rejected = new Set(letters.map(({ record }) => record));
      this.#note(partition, rejected.size === 0 ? records : without(records, rejected));
      return letters;
    } catch (error) {
      this.#options.onFailure(error);
      return undefined;
    }
  }

  async #write(partition: number, letters: readonly Letter[], gate: OffsetGate): Promise<void> {
    const release = gate.hold(BigInt(letters[0]!.record.offset));
    await this.#options.write(partition, letters);
    try {
      this.#note(partition, letters.map(({ record }) => record));
      release();
    } catch (error) {
      this.#options.onFailure(error);
    }
  }

  #note(partition: number, records: readonly GivenRecord[]): void {
    const { ledger, hash } = this.#options;
    if (!ledger || records.length === 0) return;
    const notes = records.map((record) => ({
      offset: BigInt(record.offset),
      contentHash: hash({
        key: record.key,
        value: record.value,
        sender: headerOf(record, SENDER),
        sequence: headerOf(record, SEQUENCE),
      }),
    }));
    ledger.handled(partition, notes);
  }
}

function without(
  records: readonly GivenRecord[],
  rejected: ReadonlySet<GivenRecord>,
): readonly GivenRecord[] {
  return records.filter((record) => !rejected.has(record));
}
