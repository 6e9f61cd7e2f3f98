import type { TickReader } from "@kafka-sim/common/tick_format";
import type { Delivery } from "./delivery.ts";
import { Patience } from "./patience.ts";
import type { GivenRecord } from "./record.ts";
import type { Time } from "./time.ts";

/** Options of {@linkcode SchemaGate}. */
export interface SchemaGateOptions {
  readonly reader: TickReader;
  /** Handles what can be read; resolves when the next batch may come. */
  readonly handle: (delivery: Delivery) => Promise<void>;
  readonly time: Time;
}

/**
 * Lets a batch through as soon as all its schemas are there. A registry that is down says nothing about
 * a record, so the batch is neither handled nor resolved: its partition pauses, the others go on, and
 * the group gives it again once the schemas have come.
 */
export class SchemaGate {
  readonly #options: SchemaGateOptions;
  readonly #patience: Patience;

  constructor(options: SchemaGateOptions) {
    this.#options = options;
    this.#patience = new Patience(options.time);
  }

  /**
   * Resolves when the next batch may come.
   *
   * @throws What the delivery's heartbeat throws.
   */
  async handle(delivery: Delivery): Promise<void> {
    const { reader, handle } = this.#options;
    const coming = reader.prepare(valuesOf(delivery.records));
    if (!coming || await this.#attend(delivery, coming)) await handle(delivery);
  }

  /** Whether it has come and the batch is still this member's. */
  async #attend(delivery: Delivery, coming: Promise<void>): Promise<boolean> {
    // It rejects only at the stop, when nothing is handled any more.
    const come = coming.then(() => true, () => false);
    return await this.#patience.attend(delivery, come) && await come && delivery.isCurrent();
  }
}

function* valuesOf(records: readonly GivenRecord[]): Generator<Uint8Array | null> {
  for (const { value } of records) yield value;
}
