import { deepEqual } from "node:assert/strict";
import { atLeast, exactly } from "./plan.ts";
import { planDeadLetters, planRegistry, planTicks } from "./plans.ts";
import { FakeTopicAdmin } from "./testing/fake_topic_admin.ts";

Deno.test("planTicks() takes three partitions, one replica and 168 hours as the least", () => {
  deepEqual(planTicks({ topic: "ticks" }), {
    name: "ticks",
    partitions: atLeast(3),
    replicationFactor: atLeast(1),
    configs: { "retention.ms": atLeast("604800000") },
  });
});

Deno.test("planTicks() wants exactly what is given", () => {
  const options = { partitions: 6, replicationFactor: 3, minInsyncReplicas: 2, retention: -1 };
  deepEqual(planTicks({ topic: "ticks", ...options, config: { "segment.bytes": "100000" } }), {
    name: "ticks",
    partitions: exactly(6),
    replicationFactor: exactly(3),
    configs: {
      "retention.ms": exactly("-1"),
      "min.insync.replicas": exactly("2"),
      "segment.bytes": exactly("100000"),
    },
  });
});

Deno.test("planDeadLetters() follows the source as it is, and has room for more", async () => {
  const admin = new FakeTopicAdmin();
  const [partitions, replicationFactor] = [12, 2];
  const configs = { "max.message.bytes": "2000000" };
  await admin.create({ name: "ticks", partitions, replicationFactor, configs });
  const source = await admin.describe("ticks");
  deepEqual(planDeadLetters("dead", { topic: "ticks", minInsyncReplicas: 2 }, source), {
    name: "dead",
    partitions: atLeast(3),
    replicationFactor: atLeast(2),
    configs: {
      "retention.ms": atLeast("604800000"),
      "min.insync.replicas": exactly("2"),
      "max.message.bytes": atLeast("2065536"),
    },
  });
});

Deno.test("planDeadLetters() follows the plan while there is no source", () => {
  const options = { topic: "ticks", partitions: 2, replicationFactor: 3, retention: 1000 };
  deepEqual(planDeadLetters("dead", options, undefined), {
    name: "dead",
    partitions: atLeast(2),
    replicationFactor: atLeast(3),
    configs: { "retention.ms": exactly("1000"), "max.message.bytes": atLeast("1114124") },
  });
  const config = { "max.message.bytes": "100" };
  deepEqual(planDeadLetters("dead", { ...options, config }, undefined).configs, {
    "retention.ms": exactly("1000"),
    "max.message.bytes": atLeast("65636"),
  });
});

Deno.test("planRegistry() keeps a registry's topics for ever, in one partition, as safe as the ticks", () => {
  const plans = planRegistry({ topic: "ticks", replicationFactor: 3, minInsyncReplicas: 2 });
  deepEqual(plans.map(({ name }) => name), [
    "kafkasql-journal",
    "kafkasql-snapshots",
    "registry-events",
  ]);
  for (const plan of plans) {
    deepEqual([plan.partitions, plan.replicationFactor], [exactly(1), exactly(3)]);
    deepEqual(plan.configs, {
      "retention.ms": exactly("-1"),
      "retention.bytes": exactly("-1"),
      "cleanup.policy": exactly("delete"),
      "min.insync.replicas": exactly("2"),
    });
  }
  const [plan] = planRegistry({ topic: "ticks" });
  deepEqual(plan?.replicationFactor, atLeast(1));
});
