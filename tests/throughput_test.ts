import { equal, ok } from "node:assert/strict";
import { brokersOf, tell } from "./support/environment.ts";
import { countRecords, createTopics } from "./support/kafka_admin.ts";
import { TestProgram } from "./support/program.ts";
import { pass } from "./support/until.ts";
import { SPREAD } from "./support/victim.ts";

/** What the producer promises to carry, ticks per second. */
const LEAST = 10_000;
/** More than any machine can carry: the lanes are never short of work. */
const RATE = 500_000;
const WARM_UP_S = 4;
const MEASURED_S = 10;

Deno.test("three brokers with three copies of each record take 10,000 ticks/s and more", async () => {
  const brokers = await brokersOf("three");
  await createTopics(brokers, { throughput: { replicas: SPREAD } });
  await using producer = await TestProgram.start("producer", [
    ...[`--brokers=${brokers}`, "--topic=throughput", `--rate=${RATE}`, "--universe=60"],
    "--health-port=0",
  ]);
  await producer.event("startup_complete");
  await pass(WARM_UP_S);
  const before = await measure(producer);
  await pass(MEASURED_S);
  const after = await measure(producer);
  const perSecond = (after.acknowledged - before.acknowledged) / (after.time - before.time);
  const cpu = (after.cpu - before.cpu) / (after.time - before.time);
  tell(`${Math.round(perSecond)} ticks/s acknowledged; the producer used ${cpu.toFixed(2)} cores`);

  equal((await producer.stop()).code, 0, producer.stderr);
  const { acknowledged, unknown } = await producer.event("shutdown_complete");
  equal(await countRecords(brokers, "throughput"), acknowledged);
  equal(JSON.stringify(unknown), "[]");
  ok(perSecond >= LEAST, `Only ${perSecond} ticks/s`);
});

async function measure(producer: TestProgram) {
  const acknowledged = await producer.metric("kafka_sim_records_acknowledged_total") ?? 0;
  const cpu = await producer.metric("process_cpu_seconds_total") ?? 0;
  return { acknowledged, cpu, time: performance.now() / 1000 };
}
