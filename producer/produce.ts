import type { EventLog } from "@kafka-sim/common/log";
import type { Backlog } from "./backlog.ts";
import type { Lanes } from "./lanes.ts";
import { watchPartitions } from "./partition_watch.ts";
import { pump, type TickSource } from "./pump.ts";
import type { Statistics } from "./statistics.ts";
import type { Time } from "./time.ts";

/** Options of {@linkcode produce}. */
export interface ProduceOptions {
  readonly source: TickSource;
  readonly backlog: Backlog;
  readonly lanes: Lanes;
  readonly statistics: Statistics;
  /** Asks for the topic's number of partitions. */
  readonly countPartitions: () => Promise<number>;
  readonly log: EventLog;
  readonly time: Time;
  /** Ends the pacing and starts the drain. */
  readonly signal: AbortSignal;
  /** Milliseconds: see the settings of these names. */
  readonly linger: number;
  readonly drainTimeout: number;
  /** Undefined: until the signal. */
  readonly duration: number | undefined;
}

/** Often enough to notice added partitions within a minute, even if one answer is missed. */
const PARTITIONS_EVERY_MS = 25_000;

/**
 * Sends ticks until the signal, the end of the duration or a failure of a lane (see `Lanes.error`),
 * then drains. Resolves to the number of records that came due and were never handed over.
 */
export async function produce(options: ProduceOptions): Promise<number> {
  const { source, lanes, time, signal, statistics, drainTimeout, duration } = options;
  const stop = new AbortController();
  const end = () => stop.abort();
  if (signal.aborted) end();
  signal.addEventListener("abort", end);
  lanes.failure.then(end);
  if (duration !== undefined) time.wait(duration, stop.signal).then(end);
  const background = [statistics.run(stop.signal), watchGrowth(options, stop.signal)];
  await pump(source, { ...options, signal: stop.signal, ...pumpHooks(options) });
  const unsent = await lanes.drain(lanes.error === undefined ? drainTimeout : 0);
  signal.removeEventListener("abort", end);
  await Promise.all(background);
  return unsent;
}

function pumpHooks({ backlog, lanes, log }: ProduceOptions) {
  return {
    offer: lanes.offer.bind(lanes),
    onHeld: (since: number) => {
      log.warn("backpressure_started", { backlog: backlog.size, since: new Date(since) });
      lanes.hold(since);
    },
    onCaughtUp: () => {
      log.info("backpressure_ended", { backlog: backlog.size });
      lanes.release();
    },
  };
}

function watchGrowth(
  { countPartitions, lanes, log, time }: ProduceOptions,
  signal: AbortSignal,
): Promise<void> {
  return watchPartitions({
    count: countPartitions,
    time,
    signal,
    every: PARTITIONS_EVERY_MS,
    onCount: (now) => {
      const before = lanes.all.length;
      if (now <= before) return;
      log.info("partitions_added", { before, now });
      lanes.grow(now);
    },
  });
}
