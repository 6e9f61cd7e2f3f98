import { deepEqual, equal } from "node:assert/strict";
import { planDrill } from "./drill_topic.ts";

Deno.test("planDrill() plans topics from which nothing is removed by age or size", () => {
  const plans = planDrill({
    topic: "stock_ticks_drill_1",
    partitions: 6,
    replicationFactor: 3,
    minInsyncReplicas: 2,
  });
  deepEqual(plans.map(({ name }) => name), ["stock_ticks_drill_1", "stock_ticks_drill_1_dlq"]);
  for (const { configs, replicationFactor } of plans) {
    equal(replicationFactor.value, 3);
    equal(configs["retention.ms"]?.value, "-1");
    equal(configs["min.insync.replicas"]?.value, "2");
  }
  equal(plans[0]!.partitions.value, 6);
  equal(plans[0]!.configs["retention.bytes"]?.value, "-1");
});
