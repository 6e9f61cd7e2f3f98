import type { EventLog } from "@kafka-sim/common/log";
import type { Delivery } from "./delivery.ts";
import type { Lanes } from "./lanes.ts";
import type { Time } from "./time.ts";

/** Options of {@linkcode Statistics}. */
export interface StatisticsOptions {
  readonly lanes: Lanes;
  readonly delivery: Delivery;
  readonly log: EventLog;
  readonly time: Time;
}

const EVERY_MS = 10_000;

/** Sums up a run, now and then while it lasts and at its end. */
export class Statistics {
  readonly #options: StatisticsOptions;
  readonly #started: number;

  constructor(options: StatisticsOptions) {
    this.#options = options;
    this.#started = options.time.now();
  }

  /** Writes a `statistics` event every ten seconds until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { lanes, delivery, log, time } = this.#options;
    for (let before = 0;;) {
      const start = time.now();
      await time.wait(EVERY_MS, signal);
      if (signal.aborted) return;
      const acknowledged = delivery.acknowledgedCount;
      log.info("statistics", {
        acknowledged,
        ticks_per_second: perSecond(acknowledged - before, time.now() - start),
        backlog: lanes.all.reduce((sum, { size }) => sum + size, 0),
        stalled_seconds: seconds(
          Math.max(...lanes.all.map(({ stall }) => stall.current(time.now()))),
        ),
      });
      before = acknowledged;
    }
  }

  /**
   * The fields of `shutdown_complete`: records `due` (taken for delivery), `acknowledged` and
   * `unknown` (ranges), acknowledged `ticks_per_second` over the whole run, and
   * `longest_stall_seconds` of each partition, in their order.
   */
  totals(): Readonly<Record<string, unknown>> {
    const { lanes, delivery, time } = this.#options;
    const now = time.now();
    return {
      due: lanes.all.reduce((sum, { dueCount }) => sum + dueCount, 0),
      acknowledged: delivery.acknowledgedCount,
      unknown: delivery.unknown,
      ticks_per_second: perSecond(delivery.acknowledgedCount, now - this.#started),
      longest_stall_seconds: lanes.all.map(({ stall }) => seconds(stall.longest(now))),
    };
  }
}

function perSecond(count: number, milliseconds: number): number {
  return milliseconds > 0 ? Math.round(count / milliseconds * 10_000) / 10 : 0;
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1_000;
}
