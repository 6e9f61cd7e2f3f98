import type { HeardOffsets } from "./offsets_query.ts";
import type { Partitions } from "./partitions.ts";
import type { Time } from "./time.ts";

/** Options of {@linkcode watchLag}. */
export interface LagWatchOptions {
  readonly ask: () => Promise<readonly HeardOffsets[]>;
  readonly partitions: Partitions;
  readonly time: Time;
  readonly signal: AbortSignal;
}

const EVERY_MS = 10_000;
/** Soon, but not at the moment in which the first ticks are waited for. */
const FIRST_MS = 2_000;

/**
 * Asks now and then where the logs end, until the signal: batches say so too, but a partition that
 * is idle or paused gets none.
 */
export async function watchLag({ ask, partitions, time, signal }: LagWatchOptions): Promise<void> {
  await time.wait(FIRST_MS, signal);
  while (!signal.aborted) {
    try {
      for (const { partition, end, committed } of await ask()) {
        partitions.heard(partition, end, committed);
      }
    } catch {
      // The group member reports what is wrong with the cluster; the next answer will do.
    }
    await time.wait(EVERY_MS, signal);
  }
}
