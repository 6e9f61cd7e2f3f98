import { deepEqual, equal } from "node:assert/strict";
import { compare, requireIntact } from "./support/compare.ts";
import { brokersOf, tell } from "./support/environment.ts";
import { compareHandled } from "./support/handled.ts";
import { readLog } from "./support/java_log.ts";
import { createTopics, ensureDeadLetters, withAdmin } from "./support/kafka_admin.ts";
import { Load } from "./support/load.ts";
import { Reader } from "./support/reader.ts";
import { until } from "./support/until.ts";

const TOPIC = "growth";
const LIMIT_S = 60;

Deno.test("partitions added meanwhile are written to and read from within a minute", async () => {
  const brokers = await brokersOf("single");
  await createTopics(brokers, { [TOPIC]: { partitions: 3 } });
  await ensureDeadLetters(brokers);
  await using reader = await Reader.start({ brokers, topic: TOPIC });
  await using load = await Load.start({ brokers, topic: TOPIC, rate: 500 });
  await load.flows();
  const topicPartitions = [{ topic: TOPIC, count: 6 }];
  await withAdmin(brokers, (admin) => admin.createPartitions({ topicPartitions }));

  const start = performance.now();
  const tellUse = (what: string) =>
    tell(`${what} after ${((performance.now() - start) / 1000).toFixed(1)} s`);
  await until("ticks in all six partitions", LIMIT_S, async () => {
    const counts = await load.program.metrics("kafka_sim_records_acknowledged_total");
    return counts.size === 6 && [...counts.values()].every((count) => count > 0);
  });
  tellUse("written to");
  const history = await load.finish();
  deepEqual([...history.partitions.keys()].sort(), [0, 1, 2, 3, 4, 5]);
  const log = await readLog(brokers, TOPIC);
  const soFar = () => `the consumption of all six partitions; so far:\n${reader.program.stderr}`;
  const left = LIMIT_S - (performance.now() - start) / 1000;
  await until(soFar, left, () => compareHandled([reader.ledger], log).missed.length === 0);
  tellUse("read from");
  await reader.finish();
  const comparison = compare([history], log);
  equal(comparison.unknown, 0);
  requireIntact(comparison);
});
