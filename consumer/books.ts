import { Continuity } from "./continuity.ts";
import { ConsumerMetrics } from "./metrics.ts";
import { Partitions } from "./partitions.ts";
import { Statistics } from "./statistics.ts";

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
 */
export function openBooks(now: () => number): Books {
  const partitions = new Partitions();
  const continuity = new Continuity();
  const statistics = new Statistics({ partitions, continuity, now });
  return { partitions, continuity, statistics, metrics: new ConsumerMetrics() };
}
