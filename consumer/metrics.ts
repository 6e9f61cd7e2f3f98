import { Counter, Gauge, Registry } from "prom-client";
import type { Partitions } from "./partitions.ts";
import type { SequenceFinding } from "./sequence_watch.ts";
import type { Tally } from "./tally.ts";
import { WeightedHistogram } from "./weighted_histogram.ts";

const LATENCY_SECONDS = [
  ...[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5],
  ...[1, 2.5, 5, 10, 30, 60, 300, 3_600],
];

/** What the metrics look at whenever they are asked for. */
export interface Observed {
  readonly partitions: Partitions;
  /** Dead letters that are not acknowledged. */
  readonly waiting: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The metrics of the consumer. Times in seconds. */
export class ConsumerMetrics {
  readonly registry = new Registry();
  readonly #handled = this.#counter("records_handled", "Records handled, rejected ones too");
  readonly #redelivered = this.#counter("records_redelivered", "Of those, given before");
  readonly #gaps = this.#counter("sequence_gaps", "Sequence numbers left out, late ones too");
  readonly #duplicates = this.#counter("sequence_duplicates", "Records whose number came before");
  readonly #reordered = this.#counter("sequence_reordered", "Records later than their turn");
  readonly #joins = this.#counter("group_joins", "Times the group was joined", []);
  readonly #letters = this.#counter("dead_letters", "Dead letters that are acknowledged", []);
  readonly #rejected = new Counter({
    name: "kafka_sim_records_rejected_total",
    help: "Records that are no ticks",
    labelNames: ["reason"],
    registers: [this.registry],
  });
  readonly #latency = new WeightedHistogram({
    name: "kafka_sim_end_to_end_latency_seconds",
    help: "From when a tick was due to when it was handled",
    buckets: LATENCY_SECONDS,
    register: this.registry,
  });

  /** Counts what was handled. */
  count(partition: number, { records, redelivered, delays, counts }: Tally): void {
    this.#handled.inc({ partition }, records);
    if (redelivered > 0) this.#redelivered.inc({ partition }, redelivered);
    delays.forEach((delay, at) => this.#latency.observe(Math.max(0, delay) / 1_000, counts[at]!));
  }

  /** Counts what is wrong with a sequence. */
  find(partition: number, finding: SequenceFinding): void {
    if (finding.kind === "gap") this.#gaps.inc({ partition }, finding.missing);
    else if (finding.kind === "duplicate") this.#duplicates.inc({ partition });
    else this.#reordered.inc({ partition });
  }

  /** Counts a record that is no tick. */
  reject(reason: string): void {
    this.#rejected.inc({ reason });
  }

  /** Counts a joining of the group. */
  join(): void {
    this.#joins.inc();
  }

  /** Counts dead letters that are acknowledged. */
  written(count: number): void {
    this.#letters.inc(count);
  }

  /** Adds what is looked at whenever the metrics are asked for. */
  observe({ partitions, waiting, now }: Observed): void {
    const perPartition = (
      name: string,
      help: string,
      read: (partition: number) => number | undefined,
    ) =>
      new Gauge({
        name: `kafka_sim_${name}`,
        help,
        labelNames: ["partition"],
        registers: [this.registry],
        collect() {
          // A partition that went to another member is that one's to report.
          this.reset();
          for (const partition of partitions.assigned) {
            const value = read(partition);
            if (value !== undefined) this.set({ partition }, value);
          }
        },
      });
    perPartition(
      "lag_records",
      "Records in the log that were not given yet",
      (partition) => partitions.lagOf(partition),
    );
    perPartition("seconds_since_handled", "Time since the last record", (partition) => {
      const handledAt = partitions.handledAt(partition);
      return handledAt === undefined ? undefined : (now() - handledAt) / 1_000;
    });
    new Gauge({
      name: "kafka_sim_dead_letters_waiting",
      help: "Dead letters that are not acknowledged",
      registers: [this.registry],
      collect() {
        this.set(waiting());
      },
    });
  }

  #counter(
    name: string,
    help: string,
    labelNames: readonly "partition"[] = ["partition"],
  ): Counter<"partition"> {
    return new Counter({
      name: `kafka_sim_${name}_total`,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
    });
  }
}
