import type { TickReader } from "@kafka-sim/common/tick_format";
import type { Delivery } from "./delivery.ts";
import type { GivenRecord } from "./record.ts";
import type { Time } from "./time.ts";

/** Options of {@linkcode SchemaGate}. */
export interface SchemaGateOptions {
  readonly reader: TickReader;
  /** Handles what can be read; resolves when the next batch may come. */
  readonly handle: (delivery: Delivery) => Promise<void>;
  readonly time: Time;
}

/** How long a batch waits for a schema before its partition pauses. */
const PATIENCE_MS = 1_000;
/** Milliseconds between two heartbeats meanwhile. */
const HEARTBEAT_MS = 250;

/**
 * Lets a batch through as soon as all its schemas are there. A registry that is down says nothing about
 * a record, so the batch is neither handled nor resolved: its partition pauses, the others go on, and
 * the group gives it again once the schemas have come.
 */
export class SchemaGate {
  readonly #options: SchemaGateOptions;

  constructor(options: SchemaGateOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the next batch may come.
   *
   * @throws What the delivery's heartbeat throws.
   */
  async handle(delivery: Delivery): Promise<void> {
    const { reader, handle } = this.#options;
    for (;;) {
      const coming = reader.prepare(valuesOf(delivery.records));
      if (!coming) return await handle(delivery);
      if (!await this.#attend(delivery, coming)) return;
    }
  }

  /** Whether it has come and the batch is still this member's. */
  async #attend(delivery: Delivery, coming: Promise<void>): Promise<boolean> {
    const { time } = this.#options;
    const come = new AbortController();
    // It rejects only at the stop, when nothing is handled any more.
    const done = coming.then(() => come.abort(), () => {});
    const limit = time.now() + PATIENCE_MS;
    for (;;) {
      await time.wait(HEARTBEAT_MS, come.signal);
      if (!delivery.isCurrent()) return false;
      await delivery.heartbeat();
      if (come.signal.aborted) return true;
      if (time.now() < limit) continue;
      void done.then(delivery.pause());
      return false;
    }
  }
}

function* valuesOf(records: readonly GivenRecord[]): Generator<Uint8Array | null> {
  for (const { value } of records) yield value;
}
