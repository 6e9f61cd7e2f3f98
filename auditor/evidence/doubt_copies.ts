import type { TimedEntry } from "./journal.ts";
import type { ReadCopy } from "./kafka_log.ts";

/**
 * A leader that comes back after another one has led may hold something else than that. Doubts each
 * partition of which this is so and only one copy was read, a clause each.
 *
 * @param copies Whom each partition was read from.
 */
export function doubtCopies(
  entries: readonly TimedEntry[],
  copies: ReadonlyMap<number, readonly ReadCopy[]>,
): string[] {
  return [...movedIn(entries)].sort((a, b) => a - b).flatMap((partition) => {
    const nodes = new Set((copies.get(partition) ?? []).map(({ node }) => node));
    // One that is empty has nothing to be read.
    if (nodes.size !== 1) return [];
    const [node] = nodes;
    return [`partition ${partition}, whose leader moved, was read from node ${node} alone`];
  });
}

/** Partitions that more than one node has led. */
function movedIn(entries: readonly TimedEntry[]): ReadonlySet<number> {
  const first = new Map<number, number>();
  const moved = new Set<number>();
  for (const entry of entries) {
    if (entry.kind !== "partition" || entry.leader < 0) continue;
    const { partition, leader } = entry;
    if (!first.has(partition)) first.set(partition, leader);
    else if (first.get(partition) !== leader) moved.add(partition);
  }
  return moved;
}
