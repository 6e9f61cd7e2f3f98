import type { Probe } from "@kafka-sim/common/http";
import type { Lanes } from "./lanes.ts";

/** Options of {@linkcode checkHealth}. */
export interface HealthOptions {
  readonly now: number;
  /** Milliseconds without any progress that count as ill. */
  readonly patience: number;
}

/**
 * Whether the producer makes progress: ill when something is due in a partition for longer than
 * `patience` and no partition has had an acknowledgement in this time. A single partition without a
 * leader is the cluster's illness.
 */
export function checkHealth(lanes: Lanes, { now, patience }: HealthOptions): Probe {
  const stalls = lanes.all.map(({ stall }) => stall);
  const longest = Math.max(0, ...stalls.map((stall) => stall.current(now)));
  const progress = stalls.some((stall) =>
    (stall.sinceAcknowledgement(now) ?? Infinity) <= patience
  );
  return {
    ok: progress || longest <= patience,
    detail: { longest_stall_seconds: longest / 1_000 },
  };
}

/** Whether each partition has its producer id, so that ticks can flow to all of them. */
export function checkReadiness(lanes: Lanes): Probe {
  const waiting = lanes.all.filter(({ ready }) => !ready).map(({ partition }) => partition);
  return {
    ok: lanes.all.length > 0 && waiting.length === 0,
    detail: { partitions: lanes.all.length, without_producer_id: waiting },
  };
}
