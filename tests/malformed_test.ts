import { equal, ok } from "node:assert/strict";
import type { Message } from "kafkajs";
import { type BadRecord, badRecord } from "./support/bad_records.ts";
import { actOn, brokersOf, heal, seed, tell } from "./support/environment.ts";
import { compareHandled } from "./support/handled.ts";
import { type LoggedRecord, readLog } from "./support/java_log.ts";
import {
  allInSync,
  coordinatorOf,
  countRecords,
  createTopics,
  DEAD_LETTERS,
  testClient,
} from "./support/kafka_admin.ts";
import { headerOf, requireLetters } from "./support/letters.ts";
import { randomOf } from "./support/random.ts";
import { Reader } from "./support/reader.ts";
import { until } from "./support/until.ts";

const TOPIC = "malformed";
/** Of the bad ones, and of the good ones among them. */
const COUNT = 10_000;
const BATCH = 2_000;
const PARTITIONS = 6;
/** Dead letters before their leader is killed. */
const BEFORE_KILL = 100;
/** For a new leader, a new coordinator of the group, and all records. */
const LIMIT_S = 90;
const GOOD_SENDER = "good";

type PlacedMessage = Message & { readonly partition: number };

Deno.test("bad records reach the dead letters byte for byte though their leader dies", async () => {
  const brokers = await brokersOf("three");
  const victim = await layTopics(brokers);
  const random = randomOf(seed());
  const bad = Array.from({ length: COUNT }, (_, index) => badRecord(index, random));
  const messages = bad.flatMap(({ key, value, headers }, index) => {
    const partition = index % PARTITIONS;
    return [{ key, value, headers, partition }, { ...goodRecord(index), partition }];
  });
  const { log, handled, stdout } = await readThroughFault(brokers, { messages, victim });
  const letters = await readLog(brokers, DEAD_LETTERS);
  tell(
    `${bad.length} bad records became ${letters.length} dead letters; ` +
      `${handled.redelivered} records were consumed again`,
  );
  equal(handled.wrong.length, 0, handled.wrong[0]);
  const again = letters.length - COUNT;
  ok(again <= handled.redelivered, `${again} dead letters too many`);
  requireGood(stdout);
  const reasons = findBad(log, bad);
  const reasonOf = (record: LoggedRecord) => reasons.get(record)!;
  requireLetters([...reasons.keys()], letters, { topic: TOPIC, reasonOf });
});

/**
 * Creates the topics and chooses the node that leads the dead letters. It leads nothing else, so that
 * its death leaves the source as it is; and the group goes on, as another node coordinates it.
 */
async function layTopics(brokers: string): Promise<number> {
  const coordinator = await coordinatorOf(brokers, `tests-${TOPIC}`);
  const [victim, other] = [1, 2, 3].filter((id) => id !== coordinator) as [number, number];
  await createTopics(brokers, {
    [TOPIC]: {
      replicas: Array.from({ length: PARTITIONS }, (_, at) => [at % 2 ? coordinator : other]),
      config: { "min.insync.replicas": "1" },
    },
    [DEAD_LETTERS]: { replicas: [[victim, coordinator, other], [victim, other, coordinator]] },
  });
  return victim;
}

/** Kills the leader of the dead letters half way. */
async function readThroughFault(
  brokers: string,
  { messages, victim }: { readonly messages: readonly PlacedMessage[]; readonly victim: number },
) {
  const half = messages.length / 2;
  await send(brokers, messages.slice(0, half));
  await using reader = await Reader.start({ brokers, topic: TOPIC, output: "json" });
  const soFar = (what: string) => () => `${what}; so far:\n${reader.program.stderr}`;
  await until(soFar("the first dead letters"), 60, async () => {
    return await countRecords(brokers, DEAD_LETTERS) >= BEFORE_KILL;
  });
  try {
    await actOn("three", victim, "kill");
    await send(brokers, messages.slice(half));
    const log = await readLog(brokers, TOPIC);
    const handled = await until(soFar("all records"), LIMIT_S, () => {
      const handled = compareHandled([reader.ledger], log);
      return handled.missed.length === 0 && handled;
    });
    await reader.finish();
    return { log, handled, stdout: reader.program.stdout };
  } finally {
    await heal("three");
    await allInSync(brokers, DEAD_LETTERS);
  }
}

function goodRecord(index: number): Message {
  const time = new Date(1_700_000_000_000 + index).toISOString();
  return {
    key: "AAPL",
    value: `{"symbol":"AAPL","price":150.25,"timestamp":"${time}","volume":${index + 1}}`,
    headers: { sender: GOOD_SENDER, sequence: String(index) },
  };
}

/** Sends them in their order, a partition at a time: whatever kafkajs spreads it can lose. */
async function send(
  brokers: string,
  messages: readonly PlacedMessage[],
): Promise<void> {
  const producer = testClient(brokers).producer();
  await producer.connect();
  for (let from = 0; from < messages.length; from += BATCH) {
    const batch = messages.slice(from, from + BATCH);
    for (let partition = 0; partition < PARTITIONS; partition++) {
      const own = batch.filter((message) => message.partition === partition);
      await producer.send({ topic: TOPIC, messages: own });
    }
  }
  await producer.disconnect();
}

/** Each good record was shown as a tick, and nothing else was. */
function requireGood(stdout: string): void {
  const missing = new Set(Array.from({ length: COUNT }, (_, index) => index + 1));
  for (const line of stdout.split("\n").filter(Boolean)) {
    const { type, volume } = JSON.parse(line);
    if (type === "letter") continue;
    ok(volume >= 1 && volume <= COUNT, `This is no good record: ${line}`);
    missing.delete(volume);
  }
  equal(missing.size, 0, `Never shown: ${[...missing].slice(0, 10)}`);
}

/** The bad records of the log, and the reason of each: they stand in their order in each partition. */
function findBad(log: readonly LoggedRecord[], bad: readonly BadRecord[]) {
  const reasons = new Map<LoggedRecord, string>();
  const next = Array.from({ length: PARTITIONS }, (_, partition) => partition);
  for (const record of log) {
    if (headerOf(record, "sender") === GOOD_SENDER) continue;
    reasons.set(record, bad[next[record.partition]!]!.reason);
    next[record.partition]! += PARTITIONS;
  }
  return reasons;
}
