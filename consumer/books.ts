import { Continuity } from "./continuity.ts";
import { ConsumerMetrics } from "./metrics.ts";
import { Partitions } from "./partitions.ts";
import { Statistics } from "./statistics.ts";
import type { Outage } from "./view.ts";

/** All that the consumer counts. */
export interface Books {
  readonly partitions: Partitions;
  readonly continuity: Continuity;
  readonly statistics: Statistics;
  readonly metrics: ConsumerMetrics;
}

/**
 * Opens the books.
 *
 * @param now Milliseconds since 1970.
 * @param outage Whether the member is out of its group.
 */
export function openBooks(now: () => number, outage?: () => Outage | undefined): Books {
  const partitions = new Partitions(now);
  const continuity = new Continuity();
  const statistics = new Statistics({
    ...{ partitions, continuity, now },
    ...outage && { outage },
  });
  return { partitions, continuity, statistics, metrics: new ConsumerMetrics() };
}
