import type { ProducedBatch } from "./wire.ts";

const OUT_OF_ORDER_SEQUENCE_NUMBER = 45;

/**
 * The log of one partition with a broker's memory of producers: a batch with the same producer id,
 * first and last sequence as the one before is a duplicate and answered like it; any other must
 * follow without a gap.
 * Source: Kafka's `ProducerStateManager` and `ProducerAppendInfo.checkSequence`.
 */
export class FakePartition {
  /** Node id of the leader. */
  leader: number;
  /** What is in the log. */
  readonly log: ProducedBatch[] = [];
  readonly #last = new Map<bigint, { batch: ProducedBatch; offset: bigint }>();
  #end = 0n;

  constructor(leader: number) {
    this.leader = leader;
  }

  /** Appends the batch, or finds it appended. */
  append(batch: ProducedBatch): { code: number; offset: bigint } {
    const last = this.#last.get(batch.producerId);
    if (last) {
      const { batch: { firstSequence, count }, offset } = last;
      if (batch.firstSequence === firstSequence && batch.count === count) {
        return { code: 0, offset };
      }
      if (batch.firstSequence !== firstSequence + count) {
        return { code: OUT_OF_ORDER_SEQUENCE_NUMBER, offset: -1n };
      }
    }
    const offset = this.#end;
    this.#end += BigInt(batch.count);
    this.log.push(batch);
    this.#last.set(batch.producerId, { batch, offset });
    return { code: 0, offset };
  }
}
