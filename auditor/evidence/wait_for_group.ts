/** Options of {@linkcode waitForGroup}. */
export interface GroupWait {
  /** What the group has committed, by partition. */
  readonly committed: () => Promise<ReadonlyMap<number, number>>;
  /** Where each log ends. */
  readonly ends: ReadonlyMap<number, number>;
  /** Asked before each further look. */
  readonly goesOn: () => boolean;
  readonly signal?: AbortSignal;
  /** Milliseconds between two looks. @default {500} */
  readonly interval?: number;
}

/**
 * Waits until the group has committed every partition to its end, or until it goes on no longer.
 *
 * @returns What it has committed in the end.
 */
export async function waitForGroup(options: GroupWait): Promise<ReadonlyMap<number, number>> {
  const { committed, ends, goesOn, signal, interval = 500 } = options;
  while (true) {
    const offsets = await committed();
    const passed = [...ends].every(([partition, end]) => (offsets.get(partition) ?? 0) >= end);
    if (passed || !goesOn()) return offsets;
    signal?.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
