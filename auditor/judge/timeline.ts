import { Histogram } from "./histogram.ts";
import type { Span } from "./spans.ts";

/** A longer run is told in longer steps than seconds, so that it takes no more memory. */
const MOST_STEPS = 2_000;

/** Whole seconds that each entry of a time's timeline is for. */
export function stepOf({ from, to }: Span): number {
  const seconds = (to - from) / 1_000;
  // Without any note there is no end.
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds / MOST_STEPS)) : 1;
}

/** The first second, since 1970, of the step that a time is in. */
function stepAt(time: number, step: number): number {
  return Math.floor(time / 1_000 / step) * step;
}

/** What happened on one partition in one step. */
export interface Second {
  acknowledged: number;
  read: number;
}

/** Counts by step; each is called by its first second, since 1970. */
export class Timeline {
  readonly step: number;
  readonly seconds: Map<number, Second> = new Map();

  /** @param step Seconds of each, see {@linkcode stepOf}. */
  constructor(step = 1) {
    this.step = step;
  }

  /** Adds to a step's count. */
  add(what: keyof Second, time: number, count: number): void {
    const second = stepAt(time, this.step);
    let entry = this.seconds.get(second);
    if (!entry) this.seconds.set(second, entry = { acknowledged: 0, read: 0 });
    entry[what] += count;
  }
}

/** Latencies from due time, as a whole and by the step in which they ended. */
export class Latencies {
  readonly step: number;
  readonly all: Histogram = new Histogram();
  readonly seconds: Map<number, Histogram> = new Map();
  /** The smallest one, which shows by how much two clocks differ at least if it is negative. */
  least: number = Infinity;

  /** @param step As of {@linkcode Timeline}. */
  constructor(step = 1) {
    this.step = step;
  }

  /** Takes one: `time` is when it ended. */
  add(time: number, due: number): void {
    const latency = time - due;
    if (latency < this.least) this.least = latency;
    this.all.add(latency);
    const second = stepAt(time, this.step);
    let histogram = this.seconds.get(second);
    if (!histogram) this.seconds.set(second, histogram = new Histogram());
    histogram.add(latency);
  }

  /** Adds another's, of the same step. */
  merge(other: Latencies): void {
    this.least = Math.min(this.least, other.least);
    this.all.merge(other.all);
    for (const [second, histogram] of other.seconds) {
      const mine = this.seconds.get(second);
      if (mine) mine.merge(histogram);
      else this.seconds.set(second, histogram);
    }
  }
}
