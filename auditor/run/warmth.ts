import type { PartitionStatus, ProcessStatus } from "../control/contract.ts";

/** What a run has come to, as far as its warm-up goes. */
export interface Warmth {
  readonly partitions: readonly PartitionStatus[];
  readonly readers: readonly ProcessStatus[];
  /** Whether the reader of this ledger has been given anything. */
  readonly hasRead: (ledger: string) => boolean;
}

/** How far each partition was acknowledged at the first of the latest looks. */
export type WarmthMemory = Map<number, number>;

/**
 * Whether everything flows: every partition has acknowledgements and all that was acknowledged at the
 * last look has been read, and every reader that can have a partition has read from one.
 *
 * @param memory Kept between looks at one run.
 */
export function isWarm({ partitions, readers, hasRead }: Warmth, memory: WarmthMemory): boolean {
  let isWarm = partitions.length > 0;
  for (const { partition, acknowledged, read, stall } of partitions) {
    const before = memory.get(partition) ?? 0;
    memory.set(partition, acknowledged);
    if (before === 0 || stall > MOST_STALL_S) isWarm = false;
    if (readers.length > 0 && read < before) isWarm = false;
  }
  const reading = readers.filter(({ ledger }) => hasRead(ledger)).length;
  return isWarm && reading >= Math.min(readers.length, partitions.length);
}

/** Seconds: a partition that stands still for longer is not yet warm. */
const MOST_STALL_S = 0.5;
