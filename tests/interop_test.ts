import { deepEqual, equal, ok } from "node:assert/strict";
import { compare, requireIntact } from "./support/compare.ts";
import { brokersOf, lookAtCluster } from "./support/environment.ts";
import { compareHandled } from "./support/handled.ts";
import { type LoggedRecord, readLog } from "./support/java_log.ts";
import { codecsOf, type PlainRecord, sendByJava } from "./support/java_tools.ts";
import { createTopics, ensureDeadLetters } from "./support/kafka_admin.ts";
import { Load } from "./support/load.ts";
import { Reader } from "./support/reader.ts";
import { pass, until } from "./support/until.ts";

const [OURS, KEYS] = ["interop_ours", "interop_keys"];
const PARTITIONS = 6;
/** So many ticks in a partition that they fill several of the 32 KiB blocks of Java's Snappy. */
const JAVA_TICKS = 6_000;

Deno.test("Java reads what the producer writes, and would choose the same partitions", async () => {
  const brokers = await brokersOf("single");
  await createTopics(brokers, {
    [OURS]: { partitions: PARTITIONS },
    [KEYS]: { partitions: PARTITIONS },
  });
  await using load = await Load.start({ brokers, topic: OURS, rate: 2000 });
  await load.flows();
  await pass(2);
  const history = await load.finish();

  const log = await readLog(brokers, OURS);
  requireIntact(compare([history], log));
  for (const record of log) {
    const { symbol, price, timestamp, volume } = JSON.parse(text(record.value));
    equal(text(record.key), symbol);
    equal(Date.parse(timestamp), record.timestamp);
    ok(price > 0 && Number.isInteger(volume) && volume >= 1, text(record.value));
    deepEqual(record.headers.map(([name]) => name), ["sender", "sequence"]);
  }
  const { dataDir } = await lookAtCluster("single");
  const codecs = await codecsOf(dataDir, { topic: OURS, partition: 0 });
  deepEqual(new Set(codecs), new Set(["snappy"]));

  const ours = partitionsByKey(log);
  const records = [...ours.keys()].map((key) => ({ headers: { h: "1" }, key, value: "x" }));
  await sendByJava({ brokers, topic: KEYS }, records);
  deepEqual(ours, partitionsByKey(await readLog(brokers, KEYS)));
});

Deno.test("the consumer reads the Snappy that Java writes", async () => {
  const brokers = await brokersOf("single");
  const topic = "interop_java";
  await createTopics(brokers, { [topic]: { partitions: 1 } });
  await ensureDeadLetters(brokers);
  const sent = Array.from({ length: JAVA_TICKS }, (_, sequence) => tick(sequence));
  await sendByJava({ brokers, topic }, sent);
  const { dataDir } = await lookAtCluster("single");
  const codecs = await codecsOf(dataDir, { topic, partition: 0 });
  deepEqual(new Set(codecs), new Set(["snappy"]));

  await using reader = await Reader.start({ brokers, topic, output: "json" });
  const lines = () => reader.program.stdout.split("\n").filter(Boolean);
  const what = () => `all ticks; so far:\n${reader.program.stderr}`;
  await until(what, 60, () => lines().length >= sent.length);
  await reader.finish();
  const seen = lines().map((line) => JSON.parse(line).volume);
  deepEqual(seen, sent.map((_, sequence) => sequence + 1));
  const handled = compareHandled([reader.ledger], await readLog(brokers, topic));
  deepEqual(handled, { notes: sent.length, missed: [], wrong: [], redelivered: 0 });
});

/** A tick that does not compress to nothing, so that blocks are as large as they get. */
function tick(sequence: number): PlainRecord {
  const price = (100 + (sequence * 7919) % 10_007 / 100).toFixed(2);
  const time = new Date(1_700_000_000_000 + sequence * 997).toISOString();
  return {
    headers: { sender: "java", sequence: String(sequence) },
    key: "AAPL",
    value: `{"symbol":"AAPL","price":${price},"timestamp":"${time}","volume":${sequence + 1}}`,
  };
}

function partitionsByKey(log: readonly LoggedRecord[]): Map<string, number> {
  const pairs = log.map(({ key, partition }) => [text(key), partition] as const);
  return new Map(pairs.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0));
}

function text(bytes: Uint8Array | null): string {
  return new TextDecoder().decode(bytes ?? new Uint8Array());
}
