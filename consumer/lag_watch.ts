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

/** Before what was heard last is too old to tell the lag. */
const EVERY_MS = 8_000;
const LAST_MS = 1_000;
/** Soon, but not at the moment in which the first ticks are waited for. */
const FIRST_MS = 2_000;

/**
 * Asks now and then where the logs end, until the signal: batches say so too, but a partition that
 * is idle or paused gets none.
 */
export async function watchLag({ ask, partitions, time, signal }: LagWatchOptions): Promise<void> {
  await time.wait(FIRST_MS, signal);
  while (!signal.aborted) {
    await hear(ask, partitions);
    await time.wait(EVERY_MS, signal);
  }
}

/** Asks once more, for a second at most, so that the end's summary has the lag of the end. */
export async function askLagAtEnd(
  { ask, partitions, time }: Omit<LagWatchOptions, "signal">,
): Promise<void> {
  await Promise.race([hear(ask, partitions), time.wait(LAST_MS)]);
}

async function hear(ask: LagWatchOptions["ask"], partitions: Partitions): Promise<void> {
  try {
    for (const { partition, end, committed } of await ask()) {
      partitions.heard(partition, end, committed);
    }
  } catch {
    // The group member reports what is wrong with the cluster; the next answer will do.
  }
}
