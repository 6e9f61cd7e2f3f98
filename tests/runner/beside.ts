import type { Suite } from "./suites.ts";

/**
 * Runs suites beside each other, `count` at a time, in their order as far as they get along: one that
 * breaks nodes does not run beside another on the same cluster.
 */
export async function runBeside(
  suites: readonly Suite[],
  count: number,
  run: (suite: Suite) => Promise<void>,
): Promise<void> {
  const waiting = [...suites];
  const running = new Map<Suite, Promise<void>>();
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex((suite) =>
      [...running.keys()].every((other) => getAlong(suite, other))
    );
    if (next < 0 || running.size >= count) {
      await Promise.race(running.values());
      continue;
    }
    const [suite] = waiting.splice(next, 1) as [Suite];
    running.set(suite, run(suite).finally(() => running.delete(suite)));
  }
}

function getAlong(one: Suite, other: Suite): boolean {
  if (!one.breaksNodes && !other.breaksNodes) return true;
  return !one.needs.some((need) => other.needs.includes(need));
}
