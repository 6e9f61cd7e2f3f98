import { deepEqual, equal } from "node:assert/strict";
import { compare, requireIntact } from "./support/compare.ts";
import { brokersOf, tell } from "./support/environment.ts";
import { readLog } from "./support/java_log.ts";
import { createTopics, withAdmin } from "./support/kafka_admin.ts";
import { Load } from "./support/load.ts";
import { until } from "./support/until.ts";

const TOPIC = "growth";
const LIMIT_S = 60;

Deno.test("partitions added while the producer runs are used within a minute", async () => {
  const brokers = await brokersOf("single");
  await createTopics(brokers, { [TOPIC]: { partitions: 3 } });
  await using load = await Load.start({ brokers, topic: TOPIC, rate: 500 });
  await load.flows();
  const topicPartitions = [{ topic: TOPIC, count: 6 }];
  await withAdmin(brokers, (admin) => admin.createPartitions({ topicPartitions }));

  const start = performance.now();
  await until("ticks in all six partitions", LIMIT_S, async () => {
    const counts = await load.program.metrics("kafka_sim_records_acknowledged_total");
    return counts.size === 6 && [...counts.values()].every((count) => count > 0);
  });
  tell(`in use after ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const history = await load.finish();
  deepEqual([...history.partitions.keys()].sort(), [0, 1, 2, 3, 4, 5]);
  const comparison = compare([history], await readLog(brokers, TOPIC));
  equal(comparison.unknown, 0);
  requireIntact(comparison);
});
