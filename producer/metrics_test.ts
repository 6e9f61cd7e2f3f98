import { ok } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { Lanes } from "./lanes.ts";
import { addLaneMetrics, createMetrics } from "./metrics.ts";
import { FakeEngines } from "./testing/fake_engine.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";
import { Observer } from "./testing/observer.ts";

Deno.test("Metrics show due, stall, time since acknowledgement and backlog per partition", async () => {
  const engines = new FakeEngines();
  const time = new FakeTime();
  const metrics = createMetrics();
  const lanes = new Lanes({
    engines: engines.factory,
    observer: new Observer(),
    time,
    batchSize: 10,
    deliveryTimeout: 120_000,
  });
  addLaneMetrics(metrics, lanes, () => time.now());
  lanes.grow(2);
  const expect = async (...lines: string[]) => {
    const text = await metrics.registry.metrics();
    for (const line of lines) ok(text.split("\n").includes(line), `${line} in\n${text}`);
  };
  lanes.all[1]!.offer("AAPL", Buffer.from("value"), time.now());
  lanes.all[1]!.offer("AAPL", Buffer.from("value"), time.now());
  await settle();
  await time.advance(2_500);
  await expect(
    'kafka_sim_records_due_total{partition="0"} 0',
    'kafka_sim_records_due_total{partition="1"} 2',
    'kafka_sim_stall_seconds{partition="0"} 0',
    'kafka_sim_stall_seconds{partition="1"} 2.5',
    'kafka_sim_longest_stall_seconds{partition="1"} 2.5',
    "kafka_sim_backlog_records 2",
  );
  engines.last.answer({ kind: "acknowledged", baseOffset: 0n });
  await time.advance(500);
  await expect(
    'kafka_sim_records_due_total{partition="1"} 2',
    'kafka_sim_seconds_since_acknowledgement{partition="1"} 0.5',
    'kafka_sim_stall_seconds{partition="1"} 0',
    'kafka_sim_longest_stall_seconds{partition="1"} 2.5',
    "kafka_sim_backlog_records 0",
  );
  await lanes.drain(0);
});
