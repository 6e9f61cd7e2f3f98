import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { Audit } from "./support/auditor.ts";
import { compare, requireIntact } from "./support/compare.ts";
import { brokersOf, makeFolder, tell } from "./support/environment.ts";
import { readByPython } from "./support/fastavro.ts";
import { compareHandled } from "./support/handled.ts";
import { type LoggedRecord, readLog } from "./support/java_log.ts";
import { countRecords, createTopics, testClient } from "./support/kafka_admin.ts";
import { headerOf } from "./support/letters.ts";
import { Load } from "./support/load.ts";
import { TestProgram } from "./support/program.ts";
import { Reader } from "./support/reader.ts";
import { runTopics, TestRegistry, TICK_SCHEMA, writeSchema } from "./support/schemas.ts";
import { pass, until } from "./support/until.ts";

const TOPIC = "schemas";
const DEAD = `${TOPIC}_dlq`;
const VENUE = { name: "venue", type: ["null", "string"], default: null };

interface Place {
  readonly brokers: string;
  readonly registry: TestRegistry;
  readonly topic: string;
}

Deno.test("ticks travel as Avro under a real registry", async (test) => {
  const brokers = await brokersOf("single");
  const start = performance.now();
  await using registry = await TestRegistry.start(brokers, TOPIC);
  tell(`registry ready after ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const place = { brokers, registry, topic: TOPIC };
  await test.step("a reader that is not ours reads every tick", () => readElsewhere(place));
  await test.step("an optional field is accepted, and all read on", () => evolve(place));
  await test.step("what readers could not follow is refused before the first tick", () =>
    refuse(place));
  await test.step("JSON, Avro and what cannot be read stand side by side", () => mix(place));
  await test.step("the registry dies and comes back while ticks flow", () =>
    loseRegistry({ ...place, topic: `${TOPIC}_outage` }));
  await test.step("the auditor judges Avro ticks through a registry's death", () => audit(place));
});

const AUDIT = [
  ...["--partitions=3", "--replication-factor=1", "--min-insync-replicas=1", "--universe=30"],
  ...["--rate=500", "--duration=40s", "--min-acknowledged=2000"],
];

async function audit(place: Place): Promise<void> {
  const folder = `${await makeFolder("schemas")}/run`;
  await using run = await Audit.start(place.brokers, folder, avro(place, ...AUDIT));
  const before = (await run.flows()).acknowledged;
  await place.registry.kill();
  await until("more acknowledgements without a registry", 30, async () => {
    return (await run.status()).acknowledged > before + 1_000;
  });
  await place.registry.restart();
  await run.post("/stop");
  equal((await run.program.end(90)).code, 0, run.program.stdout + run.program.stderr);
  match(run.program.stdout, /^Passed: all [\d,]+ acknowledged records are in the log/);
  tell(run.program.stdout.split("\n")[0]!);
}

function avro({ registry }: Place, ...more: string[]): string[] {
  return ["--format=avro", `--registry=${registry.url}`, ...more];
}

/** Sends for some seconds. */
async function send({ brokers, topic }: Place, flags: readonly string[]) {
  await using load = await Load.start({ brokers, topic, rate: 500, flags });
  await load.flows();
  await pass(1);
  return await load.finish();
}

async function readElsewhere(place: Place): Promise<void> {
  const history = await send(place, avro(place));
  const log = await readLog(place.brokers, TOPIC);
  requireIntact(compare([history], log));
  const { schema } = await place.registry.ask("/schemas/ids/1");
  deepEqual(JSON.parse(schema as string), JSON.parse(TICK_SCHEMA));
  const config = await place.registry.ask(`/config/${TOPIC}-value`);
  equal(config.compatibilityLevel, "BACKWARD");
  const ticks = await readByPython(log.map(({ value }) => value!), { 1: schema as string });
  equal(ticks.length, log.length);
  for (const [index, { symbol, price, timestamp, volume }] of ticks.entries()) {
    const { key, timestamp: due } = log[index]!;
    deepEqual([symbol, timestamp], [new TextDecoder().decode(key!), due]);
    match(price, /^\d+\.\d\d$/);
    ok(Number(price) > 0 && Number.isInteger(volume) && volume >= 1);
  }
  tell(`${ticks.length} ticks read by fastavro`);
}

async function evolve(place: Place): Promise<void> {
  const { brokers, registry } = place;
  await using reader = await startReader(place, "evolution");
  const path = await writeSchema((fields) => fields.push(VENUE));
  await send(place, avro(place, `--schema=${path}`));
  deepEqual(await registry.ask(`/subjects/${TOPIC}-value/versions`), [1, 2]);
  // An older program starts again, after a newer one.
  await send(place, avro(place));
  deepEqual(await registry.ask(`/subjects/${TOPIC}-value/versions`), [1, 2]);
  const log = await readLog(brokers, TOPIC);
  deepEqual([...new Set(log.map(idOf))].sort(), [1, 2]);
  await handlesAll(reader, log);
  await reader.finish();
  equal(await countRecords(brokers, DEAD), 0);
  const schemas: Record<number, string> = {};
  for (const id of [1, 2]) {
    schemas[id] = (await registry.ask(`/schemas/ids/${id}`)).schema as string;
  }
  const ticks = await readByPython(log.map(({ value }) => value!), schemas);
  equal(
    ticks.filter(({ venue }) => venue === null).length,
    log.filter((one) => idOf(one) === 2).length,
  );
}

async function refuse(place: Place): Promise<void> {
  const { brokers, registry } = place;
  const before = await countRecords(brokers, TOPIC);
  const removed = await writeSchema((fields) => fields.splice(3, 1));
  await fails(place, "schema_unfit", 'field "volume" (long) is missing', [`--schema=${removed}`]);
  const changed = await writeSchema((fields) => fields[1] = { name: "price", type: "string" });
  await fails(place, "schema_unfit", "decimal(11,2) and is string", [`--schema=${changed}`]);
  const must = JSON.parse(TICK_SCHEMA);
  must.fields.push({ name: "venue", type: "string" });
  const topic = `${TOPIC}_other`;
  await createTopics(brokers, { [topic]: { partitions: 1 } });
  await registry.ask(`/subjects/${topic}-value/versions`, { schema: JSON.stringify(must) });
  await fails(place, "schema_incompatible", 'field "venue" (string) is missing', [
    `--topic=${topic}`,
  ]);
  equal(await countRecords(brokers, TOPIC), before);
  equal(await countRecords(brokers, topic), 0);
}

async function fails(place: Place, code: string, text: string, flags: readonly string[]) {
  const args = [`--brokers=${place.brokers}`, `--topic=${place.topic}`, "--health-port=off"];
  await using program = await TestProgram.start("producer", [...args, ...avro(place), ...flags]);
  const failed = await program.event("failed");
  equal(failed.code, code);
  ok(String(failed.message).includes(text), program.stderr);
  ok((await program.end()).code !== 0);
}

async function mix(place: Place): Promise<void> {
  const { brokers } = place;
  const wrong = {
    "unknown_schema": Buffer.of(0, 0, 0, 255, 255, 1, 2),
    "unknown_format": Buffer.of(7, 1, 2, 3),
    "not_avro": Buffer.of(0, 0, 0, 0, 1, 255, 255),
    "not_json": Buffer.from("nonsense"),
  };
  const producer = testClient(brokers).producer();
  await producer.connect();
  await producer.send({ topic: TOPIC, messages: Object.values(wrong).map((value) => ({ value })) });
  await producer.disconnect();
  await send(place, []);
  await send(place, avro(place));
  const log = await readLog(brokers, TOPIC);
  for (const format of ["avro", "json"] as const) {
    await using reader = await startReader(place, `mixed-${format}`, format);
    await handlesAll(reader, log);
    await reader.finish();
  }
  const letters = await readLog(brokers, DEAD);
  const reasons = letters.map((letter) => headerOf(letter, "dlq_reason")).sort();
  const expected = Object.keys(wrong).sort();
  deepEqual(reasons, expected.flatMap((reason) => [reason, reason]));
}

async function loseRegistry(place: Place): Promise<void> {
  const { brokers, registry, topic } = place;
  await runTopics(brokers, topic);
  const flags = avro(place);
  await using load = await Load.start({ brokers, topic, rate: 500, flags });
  await using reader = await startReader(place, "outage");
  await load.flows();
  await handles(reader, await readLog(brokers, topic));
  await registry.kill();
  const killed = performance.now();

  // Whoever has its schemas goes on; whoever starts waits, or gives up in time.
  await using starting = await Load.start({ brokers, topic, rate: 100, flags });
  await using unprepared = await startReader(place, "outage-unseen", "json");
  await starting.program.event("registry_waiting");
  await unprepared.program.event("schemas_delayed");
  await fails(place, "registry_unreachable", "cannot be reached", ["--startup-timeout=1s"]);
  await load.flows();
  await handles(reader, await readLog(brokers, topic));
  equal(await countRecords(brokers, `${topic}_dlq`), 0);
  equal(starting.program.events.some(({ event }) => event === "startup_complete"), false);

  await registry.restart();
  tell(`registry back after ${((performance.now() - killed) / 1000).toFixed(1)} s`);
  await unprepared.program.event("schemas_resumed");
  await starting.flows();
  const histories = [await load.finish(), await starting.finish()];
  const log = await readLog(brokers, topic);
  for (const one of [reader, unprepared]) await handlesAll(one, log);
  const ours = new Set(histories.map(({ sender }) => sender));
  const sent = log.filter((record) => ours.has(headerOf(record, "sender") ?? ""));
  requireIntact(compare(histories, sent));
  tell(`${sent.length} ticks through the outage, none lost`);
  equal(reader.program.events.some(({ event }) => event === "schemas_delayed"), false);
  await reader.finish();
  await unprepared.finish();
}

async function startReader(
  place: Place,
  group: string,
  format = "avro",
): Promise<Reader> {
  const flags = [`--format=${format}`, `--registry=${place.registry.url}`];
  return await Reader.start({ brokers: place.brokers, topic: place.topic, group, flags });
}

/** Waits until it has handled these records, and maybe later ones. */
async function handles(reader: Reader, log: readonly LoggedRecord[]): Promise<void> {
  const what = () => `all records handled; so far:\n${reader.program.stderr}`;
  await until(what, 60, () => compareHandled([reader.ledger], log).missed.length === 0);
}

/** Waits until it has handled all, where nothing is sent any more. */
async function handlesAll(reader: Reader, log: readonly LoggedRecord[]): Promise<void> {
  await handles(reader, log);
  deepEqual(compareHandled([reader.ledger], log).wrong, []);
}

/** The schema's id in a framed value. */
function idOf({ value }: LoggedRecord): number {
  return Buffer.from(value!).readUInt32BE(1);
}
