import { Histogram } from "./histogram.ts";

/** What happened on one partition in one second. */
export interface Second {
  acknowledged: number;
  read: number;
}

/** Counts by second, since 1970. */
export class Timeline {
  readonly seconds: Map<number, Second> = new Map();

  /** Adds to a second's count. */
  add(what: keyof Second, time: number, count: number): void {
    const second = Math.floor(time / 1_000);
    let entry = this.seconds.get(second);
    if (!entry) this.seconds.set(second, entry = { acknowledged: 0, read: 0 });
    entry[what] += count;
  }
}

/** Latencies from due time, as a whole and by the second in which they ended. */
export class Latencies {
  readonly all: Histogram = new Histogram();
  readonly seconds: Map<number, Histogram> = new Map();
  /** The smallest one, which shows by how much two clocks differ at least if it is negative. */
  least: number = Infinity;

  /** Takes one: `time` is when it ended. */
  add(time: number, due: number): void {
    const latency = time - due;
    if (latency < this.least) this.least = latency;
    this.all.add(latency);
    const second = Math.floor(time / 1_000);
    let histogram = this.seconds.get(second);
    if (!histogram) this.seconds.set(second, histogram = new Histogram());
    histogram.add(latency);
  }

  /** Adds another's. */
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
