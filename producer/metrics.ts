import { Counter, Gauge, Registry } from "prom-client";
import type { Lanes } from "./lanes.ts";
import type { Stall } from "./stall.ts";

const labelNames = ["partition"] as const;

/** The counters that delivery feeds. */
export interface ProducerMetrics {
  readonly registry: Registry;
  readonly acknowledged: Counter<"partition">;
  readonly unknown: Counter<"partition">;
}

/** Creates the metrics; {@linkcode addLaneMetrics} adds those that look at the lanes. */
export function createMetrics(): ProducerMetrics {
  const registry = new Registry();
  const counter = (name: string, help: string) =>
    new Counter({
      name: `kafka_sim_records_${name}_total`,
      help,
      labelNames,
      registers: [registry],
    });
  return {
    registry,
    acknowledged: counter("acknowledged", "Records that Kafka has acknowledged"),
    unknown: counter("unknown", "Records that were sent and given up: in the log or not"),
  };
}

/** Adds what is read off the lanes whenever the metrics are asked for. Times in seconds. */
export function addLaneMetrics(
  { registry }: ProducerMetrics,
  lanes: Lanes,
  now: () => number,
): void {
  const seconds = (name: string, help: string, read: (stall: Stall) => number | undefined) =>
    new Gauge({
      name: `kafka_sim_${name}`,
      help,
      labelNames,
      registers: [registry],
      collect() {
        for (const { partition, stall } of lanes.all) {
          const milliseconds = read(stall);
          if (milliseconds !== undefined) this.set({ partition }, milliseconds / 1_000);
        }
      },
    });
  new Counter({
    name: "kafka_sim_records_due_total",
    help: "Records that came due and were taken for delivery",
    labelNames,
    registers: [registry],
    collect() {
      this.reset();
      for (const { partition, dueCount } of lanes.all) this.inc({ partition }, dueCount);
    },
  });
  seconds(
    "seconds_since_acknowledgement",
    "Time since the last acknowledgement, absent before the first",
    (stall) => stall.sinceAcknowledgement(now()),
  );
  seconds(
    "stall_seconds",
    "How long something has been due and nothing acknowledged, 0 if nothing is due",
    (stall) => stall.current(now()),
  );
  seconds(
    "longest_stall_seconds",
    "The longest such time since the start",
    (stall) => stall.longest(now()),
  );
  new Gauge({
    name: "kafka_sim_backlog_records",
    help: "Records that came due and are neither acknowledged nor given up",
    registers: [registry],
    collect() {
      this.set(lanes.all.reduce((sum, { size }) => sum + size, 0));
    },
  });
}
