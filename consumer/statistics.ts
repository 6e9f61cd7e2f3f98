import type { Continuity } from "./continuity.ts";
import { Latency } from "./latency.ts";
import type { Partitions } from "./partitions.ts";
import { Rate } from "./rate.ts";
import type { Tally } from "./tally.ts";
import type { Outage, StatisticsView } from "./view.ts";

/** Options of {@linkcode Statistics}. */
export interface StatisticsOptions {
  readonly partitions: Partitions;
  readonly continuity: Continuity;
  /** Whether the member is out of its group: then nobody knows the lag. */
  readonly outage?: () => Outage | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How long what was counted as "the last seconds" is at least; at most twice as long. */
const RECENT_MS = 10_000;

/** Sums up what was handled. */
export class Statistics {
  readonly #options: StatisticsOptions;
  readonly #rate: Rate;
  readonly #started: number;
  readonly #all = new Latency();
  #recent = new Latency();
  #before = new Latency();
  #turned: number;
  #records = 0;
  #redelivered = 0;
  #rejected = 0;

  constructor(options: StatisticsOptions) {
    this.#options = options;
    this.#started = options.now();
    this.#turned = this.#started;
    this.#rate = new Rate(this.#started);
  }

  /** Counts what was handled. */
  add({ handled, records, redelivered, rejected, delays, counts }: Tally): void {
    this.#records += records;
    this.#redelivered += redelivered;
    this.#rejected += rejected;
    this.#rate.add(handled, records);
    this.#turn(handled);
    delays.forEach((delay, at) => {
      this.#all.add(delay, counts[at]!);
      this.#recent.add(delay, counts[at]!);
    });
  }

  /** What people see: rate and latency of the last seconds, counts since the start. */
  view(): StatisticsView {
    const { partitions, continuity, now } = this.#options;
    const outage = this.#options.outage?.();
    this.#turn(now());
    const recent = new Latency();
    for (const part of [this.#before, this.#recent]) recent.merge(part);
    return {
      records: this.#records,
      perSecond: this.#rate.perSecond(now()),
      lag: outage ? undefined : partitions.lag(),
      latency: quantiles(recent),
      redelivered: this.#redelivered,
      rejected: this.#rejected,
      ...continuity.counts,
      partitions: partitions.assigned,
      outage,
    };
  }

  /** The same over the whole run, as the fields of an event; latencies in milliseconds, `lag` null if unknown. */
  totals(): Readonly<Record<string, number | null>> {
    const { now } = this.#options;
    const seconds = (now() - this.#started) / 1_000;
    return figures({
      ...this.view(),
      perSecond: seconds > 0 ? this.#records / seconds : 0,
      latency: quantiles(this.#all),
    });
  }

  /** The fields of a `statistics` event; `lag` is null while it is unknown. */
  figures(): Readonly<Record<string, number | null>> {
    return figures(this.view());
  }

  #turn(now: number): void {
    if (now - this.#turned < RECENT_MS) return;
    // After a long silence the older part is too old as well.
    if (now - this.#turned >= 2 * RECENT_MS) this.#recent.clear();
    [this.#before, this.#recent] = [this.#recent, this.#before];
    this.#recent.clear();
    this.#turned = now;
  }
}

function quantiles(latency: Latency): StatisticsView["latency"] {
  const [p50, p99] = [latency.quantile(0.5), latency.quantile(0.99)];
  return p50 === undefined || p99 === undefined ? undefined : { p50, p99 };
}

function figures(view: StatisticsView): Record<string, number | null> {
  const { records, perSecond, lag, latency, redelivered, rejected } = view;
  const { gaps, duplicates, reordered, partitions } = view;
  return {
    records,
    "records_per_second": Math.round(perSecond * 10) / 10,
    lag: lag ?? null,
    ...latency && {
      "latency_p50_ms": Math.round(latency.p50),
      "latency_p99_ms": Math.round(latency.p99),
    },
    redelivered,
    rejected,
    gaps,
    duplicates,
    reordered,
    partitions: partitions.length,
  };
}
