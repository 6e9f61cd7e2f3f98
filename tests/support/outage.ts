import type { SentHistory } from "./sent_history.ts";

/**
 * The longest time, in milliseconds, in which a partition had something due and nothing was
 * acknowledged. Acknowledgements come in the order of the sequences.
 */
export function longestOutage(records: readonly SentHistory[]): number {
  let longest = 0;
  let lastTime = -Infinity;
  for (const { due, acknowledged } of records) {
    if (!acknowledged) {
      throw new Error("Cannot measure an outage that has no end: a record is unknown");
    }
    // A batch is acknowledged at once: its later records come due after its first and wait less.
    const start = Math.max(due, lastTime);
    longest = Math.max(longest, acknowledged.time - start);
    lastTime = acknowledged.time;
  }
  return longest;
}
