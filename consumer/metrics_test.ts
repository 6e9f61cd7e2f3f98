import { equal, ok } from "node:assert/strict";
import { ConsumerMetrics } from "./metrics.ts";
import { Partitions } from "./partitions.ts";
import { Tally } from "./tally.ts";

Deno.test("ConsumerMetrics tell what was handled, found wrong, waits and lags", async () => {
  const metrics = new ConsumerMetrics();
  const partitions = new Partitions();
  metrics.observe({ partitions, waiting: () => 4, now: () => 3_500 });
  partitions.assign([1]);
  partitions.begin(1, 0n, 10n);
  partitions.give(1, 0, 1_000);
  const tally = new Tally(250);
  tally.add(0, false);
  tally.add(900, true);
  metrics.count(1, tally);
  metrics.reject("empty");
  metrics.find(1, { kind: "gap", missing: 3 });
  metrics.find(1, { kind: "reordered" });
  metrics.written(2);
  metrics.join();
  const text = await metrics.registry.metrics();
  for (
    const line of [
      'kafka_sim_records_handled_total{partition="1"} 2',
      'kafka_sim_records_redelivered_total{partition="1"} 1',
      'kafka_sim_records_rejected_total{reason="empty"} 1',
      'kafka_sim_sequence_gaps_total{partition="1"} 3',
      'kafka_sim_sequence_reordered_total{partition="1"} 1',
      "kafka_sim_dead_letters_total 2",
      "kafka_sim_dead_letters_waiting 4",
      "kafka_sim_group_joins_total 1",
      'kafka_sim_lag_records{partition="1"} 9',
      'kafka_sim_seconds_since_handled{partition="1"} 2.5',
      'kafka_sim_end_to_end_latency_seconds_bucket{le="0.25"} 2',
      "kafka_sim_end_to_end_latency_seconds_count 2",
    ]
  ) ok(text.includes(`${line}\n`), `${line} in\n${text}`);
  partitions.assign([]);
  equal((await metrics.registry.metrics()).includes("kafka_sim_lag_records{"), false);
});
