import { Buffer } from "node:buffer";
import type { SealedBatch } from "../engine.ts";
import type { LaneObserver } from "../lane.ts";

/** Remembers what lanes do, and lets a test wait for it. */
export class Observer implements LaneObserver {
  readonly sent: SealedBatch[] = [];
  readonly acknowledgedBatches: { batch: SealedBatch; baseOffset: bigint | undefined }[] = [];
  readonly retries: { batch: SealedBatch; error: unknown }[] = [];
  readonly givenUp: { batch: SealedBatch; error: unknown }[] = [];
  readonly unreached: unknown[] = [];
  readonly #waiting = new Set<() => void>();

  sending(batch: SealedBatch): void {
    this.sent.push(batch);
    this.#look();
  }

  acknowledged(batch: SealedBatch, baseOffset: bigint | undefined): void {
    this.acknowledgedBatches.push({ batch, baseOffset });
    this.#look();
  }

  retrying(batch: SealedBatch, error: unknown): void {
    this.retries.push({ batch, error });
    this.#look();
  }

  gaveUp(batch: SealedBatch, error: unknown): void {
    this.givenUp.push({ batch, error });
    this.#look();
  }

  unreachable(_partition: number, error: unknown): void {
    this.unreached.push(error);
    this.#look();
  }

  /** Sequences acknowledged, in order. */
  get sequences(): number[] {
    return this.acknowledgedBatches.flatMap(({ batch }) => sequences(batch));
  }

  /** Resolves when the condition holds after something was observed; rejects after 10 seconds. */
  async until(condition: () => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => condition() && resolve();
    const timer = setTimeout(() => reject(new Error(`Never happened: ${condition}`)), 10_000);
    this.#waiting.add(look);
    look();
    await promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(look);
    });
  }

  #look(): void {
    for (const look of this.#waiting) look();
  }
}

/** The sequences of a batch's records. */
export function sequences({ records }: SealedBatch): number[] {
  return records.map(({ sequence }) => sequence);
}

/** A batch of small records. */
export function makeBatch(partition: number, firstSequence: number, count: number): SealedBatch {
  const records = Array.from({ length: count }, (_, at) => ({
    key: "AAPL",
    value: Buffer.from(`value ${firstSequence + at}`),
    sequence: firstSequence + at,
    due: 1_700_000_000_000 + firstSequence + at,
  }));
  return { partition, firstSequence, records };
}
