import type { EventLog } from "@kafka-sim/common/log";
import type { Statistics } from "./statistics.ts";
import type { Time } from "./time.ts";

const EVERY_MS = 10_000;

/** Writes a `statistics` event every ten seconds, until the signal. */
export async function reportStatistics(
  statistics: Statistics,
  { log, time, signal }: {
    readonly log: EventLog;
    readonly time: Time;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  for (;;) {
    await time.wait(EVERY_MS, signal);
    if (signal.aborted) return;
    log.info("statistics", statistics.figures());
  }
}
