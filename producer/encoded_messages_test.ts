import { Buffer } from "node:buffer";
import { deepEqual, equal } from "node:assert/strict";
import kafkajs, { type Message } from "kafkajs";
import { createClient } from "@kafka-sim/common/kafka";
import type { EncodedRecord, SealedBatch } from "./engine.ts";
import { PRODUCER_CONFIG } from "./kafkajs_engine.ts";
import { type KafkajsSetup, withKafkajs } from "./testing/kafkajs_setup.ts";

const strict = { sanitizeOps: true, sanitizeResources: true } as const;
const NOON = 1_700_000_000_000;
const CRC = [17, 21] as const;
const PRODUCER_ID = [43, 53] as const;

/** Numbers from 0 to below `limit`, the same in every run. Source: Park and Miller, CACM 1988. */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = state * 48_271 % 2_147_483_647;
    return state % limit;
  };
}

function record(sequence: number, fields: Partial<EncodedRecord> = {}): EncodedRecord {
  const value = Buffer.from(`value ${sequence}`);
  return { key: "AAPL", value, sequence, due: NOON + sequence, ...fields };
}

function randomBatch(seed: number): SealedBatch {
  const random = randomNumbers(seed);
  const keys = ["AAPL", "A", "BRK.B", "ÄÖÜ-€", "a key of more than 64 bytes ".repeat(20)];
  const records = Array.from({ length: 1 + random(300) }, (_, sequence) =>
    record(sequence, {
      key: keys[random(keys.length)]!,
      value: Buffer.alloc(random(2) === 0 ? random(200) : random(20_000), random(256)),
      due: NOON + random(2) * random(10_000_000),
    }));
  return { partition: 0, firstSequence: 0, records };
}

/** What kafkajs is told of a batch where it encodes by itself. */
function plainMessages({ partition, records }: SealedBatch): Message[] {
  return records.map(({ key, value, sequence, due }) => ({
    ...{ key, value, partition, timestamp: String(due) },
    headers: { sender: Buffer.from("sender-1"), sequence: String(sequence) },
  }));
}

/** Sends by kafkajs alone, then by an engine; resolves to the bytes of both batches. */
async function bothWays(
  { fake, engines, log }: KafkajsSetup,
  batch: SealedBatch,
): Promise<readonly [Buffer, Buffer]> {
  const client = createClient({
    ...{ brokers: fake.brokers, tls: false, clusterId: undefined },
    ...{ sessionTimeout: 9_000, startupTimeout: 1_000 },
  }, { clientId: "plain", log });
  const producer = client.kafka.producer(PRODUCER_CONFIG);
  await producer.connect();
  await producer.send({
    ...{ topic: fake.topic, acks: -1, compression: kafkajs.CompressionTypes.Snappy },
    messages: plainMessages(batch),
  });
  await producer.disconnect();
  client.close();
  const engine = await engines(0);
  equal((await engine.send(batch)).kind, "acknowledged");
  await engine.close();
  const [plain, ours] = fake.requests.slice(-2).map((request) => request.batch.bytes);
  // Each producer has an id of its own, which the checksum is about, too.
  for (const bytes of [plain!, ours!]) bytes.fill(0, ...CRC).fill(0, ...PRODUCER_ID);
  return [plain!, ours!];
}

async function check(batch: SealedBatch): Promise<void> {
  await withKafkajs({ nodes: 1, partitions: 1 }, async (setup) => {
    const [plain, ours] = await bothWays(setup, batch);
    deepEqual(ours, plain);
  });
}

Deno.test(
  "encoded messages are sent byte for byte as kafkajs sends plain ones",
  strict,
  async () => {
    await check({ partition: 0, firstSequence: 0, records: [record(0), record(1), record(2)] });
  },
);

Deno.test("a batch of one record is sent as kafkajs sends it", strict, async () => {
  await check({ partition: 0, firstSequence: 0, records: [record(0)] });
});

Deno.test(
  "an empty value, and records due in any order, are sent as kafkajs sends them",
  strict,
  async () => {
    const records = [
      record(0, { value: Buffer.alloc(0) }),
      record(1, { due: NOON - 70 }),
      record(2, { due: NOON + 2 ** 33 }),
    ];
    await check({ partition: 0, firstSequence: 0, records });
  },
);

Deno.test("random batches are sent as kafkajs sends them", strict, async () => {
  for (let seed = 1; seed <= 25; seed++) await check(randomBatch(seed));
});

Deno.test("a batch that is larger than kafkajs could group is sent whole", strict, async () => {
  await withKafkajs({ nodes: 1, partitions: 1 }, async ({ fake, engines }) => {
    const engine = await engines(0);
    const records = Array.from({ length: 10_000 }, (_, sequence) => record(sequence));
    const outcome = await engine.send({ partition: 0, firstSequence: 0, records });
    deepEqual(outcome, { kind: "acknowledged", baseOffset: 0n });
    deepEqual(fake.requests.map(({ batch }) => batch.count), [10_000]);
    const next = [record(10_000)];
    await engine.send({ partition: 0, firstSequence: 10_000, records: next });
    equal(fake.requests[1]!.batch.firstSequence, 10_000);
    await engine.close();
  });
});
