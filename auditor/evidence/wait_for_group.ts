/** Options of {@linkcode waitForGroup}. */
export interface GroupWait {
  /** What the group has committed, by partition. */
  readonly committed: () => Promise<ReadonlyMap<number, number>>;
  /** Where each log ends. */
  readonly ends: ReadonlyMap<number, number>;
  /** Milliseconds to wait at most. */
  readonly patience: number;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. @default {500} */
  readonly interval?: number;
}

/**
 * Waits until the group has committed every partition to its end, or for as long as is allowed.
 *
 * @returns What it has committed in the end.
 */
export async function waitForGroup(options: GroupWait): Promise<ReadonlyMap<number, number>> {
  const { committed, ends, patience, signal, interval = 500 } = options;
  const limit = performance.now() + patience;
  while (true) {
    const offsets = await committed();
    const passed = [...ends].every(([partition, end]) => (offsets.get(partition) ?? 0) >= end);
    if (passed || performance.now() + interval > limit) return offsets;
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
