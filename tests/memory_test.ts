import { equal, ok } from "node:assert/strict";
import { brokersOf, tell } from "./support/environment.ts";
import { createTopics, ensureDeadLetters } from "./support/kafka_admin.ts";
import { TestProgram } from "./support/program.ts";
import { pass } from "./support/until.ts";

const TOPIC = "memory";
const RATE = 10_000;
const MINUTES = Number(Deno.env.get("KAFKA_SIM_TEST_MINUTES")) || 10;
const SAMPLE_S = 5;
const MIB = 1024 * 1024;
const LIMIT_MIB = 256;
/** What the collector may move the average of a third of the run by. */
const FLAT_MIB = 16;
/** Of the rate: less means that the machine, not the memory, is what was measured. */
const LEAST_SHARE = 0.98;

Deno.test("at 10,000 ticks/s the memory of producer and consumer stays flat", async () => {
  const brokers = await brokersOf("single");
  await createTopics(brokers, { [TOPIC]: { partitions: 6 } });
  await ensureDeadLetters(brokers);
  const common = [`--brokers=${brokers}`, `--topic=${TOPIC}`, "--health-port=0"];
  await using consumer = await TestProgram.start("consumer", [...common, "--output=none"]);
  const load = [`--rate=${RATE}`, "--universe=60"];
  await using producer = await TestProgram.start("producer", [...common, ...load]);
  await producer.event("startup_complete");
  await consumer.event("partitions_assigned");

  const samples: Record<"producer" | "consumer", number[]> = { producer: [], consumer: [] };
  const end = performance.now() + MINUTES * 60_000;
  while (performance.now() < end) {
    await pass(SAMPLE_S);
    samples.producer.push(await memoryOf(producer));
    samples.consumer.push(await memoryOf(consumer));
  }
  const acknowledged = await producer.metric("kafka_sim_records_acknowledged_total") ?? 0;
  equal((await producer.stop()).code, 0, producer.stderr);
  equal((await consumer.stop()).code, 0, consumer.stderr);
  tell(`${acknowledged} ticks in ${MINUTES} min`);
  for (const [name, values] of Object.entries(samples)) requireFlat(name, values);
  ok(acknowledged >= LEAST_SHARE * RATE * MINUTES * 60, `Only ${acknowledged} ticks`);
});

async function memoryOf(program: TestProgram): Promise<number> {
  return (await program.metric("process_resident_memory_bytes") ?? NaN) / MIB;
}

/** The first third is left out: there code is compiled and buffers find their size. */
function requireFlat(name: string, values: readonly number[]): void {
  const third = Math.floor(values.length / 3);
  const [before, after] = [mean(values.slice(third, 2 * third)), mean(values.slice(2 * third))];
  const most = Math.max(...values);
  const minutes = values.filter((_, index) => index % Math.round(60 / SAMPLE_S) === 0);
  tell(
    `${name}: most ${most.toFixed(0)} MiB; second third ${before.toFixed(1)} MiB on average, ` +
      `last third ${after.toFixed(1)} MiB`,
  );
  tell(`  by minute: ${minutes.map((value) => value.toFixed(0)).join(" ")} MiB`);
  ok(most < LIMIT_MIB, `The ${name} took ${most} MiB`);
  ok(after - before < FLAT_MIB, `The ${name} grew from ${before} to ${after} MiB`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
