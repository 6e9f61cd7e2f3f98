import { overlap, type Span } from "./spans.ts";

/** Records of one source: when each became due, and when how many were done with. */
export interface Progress {
  /** Sorted. */
  readonly due: Float64Array<ArrayBuffer>;
  readonly done: readonly {
    readonly time: number;
    readonly count: number;
    /** False where they were given up, which ends their waiting but is no progress. */
    readonly progress: boolean;
  }[];
  /** Of the source's last sign of life: it may have died after it, with records under way. */
  readonly lastSign?: number;
}

/** A time without progress although something was due. */
export interface Outage {
  readonly start: number;
  readonly end: number;
  /** Whether nothing ended it but the end of the run. */
  readonly open: boolean;
  /** Milliseconds of it in which no progress could be expected. */
  readonly excused: number;
}

/**
 * Every time during which something was due and nothing was done, over several sources that serve
 * one partition. It starts with what became due first, or with the progress before; it ends with
 * the next progress of any source, or when nothing waits any more. What a dead source left behind
 * waits until the next progress after its last sign of life.
 *
 * @param end When watching ended.
 * @param excused Times in which no progress can be expected, united.
 */
export function findOutages(
  sources: readonly Progress[],
  end: number,
  excused: readonly Span[] = [],
): Outage[] {
  const events = sources.flatMap((source, index) => source.done.map((done) => ({ ...done, index })))
    .sort((a, b) => a.time - b.time);
  const done = sources.map(() => 0);
  const outages: Outage[] = [];
  let lastProgress = -Infinity;
  let since: number | undefined;
  const close = (start: number, time: number, open: boolean) => {
    outages.push({ start, end: time, open, excused: overlap({ from: start, to: time }, excused) });
  };
  const firstDue = () => {
    let first = Infinity;
    for (const [index, { due }] of sources.entries()) {
      first = Math.min(first, due[done[index]!] ?? Infinity);
    }
    return first;
  };
  const advance = (time: number) => {
    const start = Math.max(firstDue(), lastProgress);
    if (since === undefined && start < time) since = start;
  };
  for (const { time, count, progress, index } of events) {
    advance(time);
    done[index]! += count;
    if (progress) {
      for (const [other, { due, lastSign = Infinity }] of sources.entries()) {
        if (lastSign < time) done[other] = due.length;
      }
    }
    if (!progress && firstDue() <= time) continue;
    if (since !== undefined) close(since, time, false);
    since = undefined;
    if (progress) lastProgress = time;
  }
  advance(end);
  if (since !== undefined) close(since, end, true);
  return outages;
}

/** How long it lasted, without what is excused: what its limit is for. */
export function lengthOf({ start, end, excused }: Outage): number {
  return end - start - excused;
}

/** The longest, undefined without any. */
export function longest(outages: readonly Outage[]): Outage | undefined {
  let found: Outage | undefined;
  for (const outage of outages) {
    if (!found || lengthOf(outage) > lengthOf(found)) found = outage;
  }
  return found;
}
