import { deepEqual, equal } from "node:assert/strict";
import { createClient, type KafkaClient } from "@kafka-sim/common/kafka";
import { openLog } from "@kafka-sim/common/log";
import { countPartitions, watchPartitions } from "./partition_watch.ts";
import { FakeKafka } from "./testing/fake_kafka.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";

Deno.test("watchPartitions() asks again and again, whatever the answer", async () => {
  const time = new FakeTime();
  const stop = new AbortController();
  const answers = [3, new Error("no leader"), 6];
  const counts: number[] = [];
  const watching = watchPartitions({
    count: () => {
      const answer = answers.shift()!;
      return typeof answer === "number" ? Promise.resolve(answer) : Promise.reject(answer);
    },
    time,
    signal: stop.signal,
    every: 25_000,
    onCount: (count) => counts.push(count),
  });
  await time.advance(24_999);
  deepEqual(counts, []);
  await time.advance(50_001);
  deepEqual(counts, [3, 6]);
  stop.abort();
  await watching;
  equal(time.pending, 0);
});

Deno.test("countPartitions() sees partitions added meanwhile, and leaves nothing open", {
  sanitizeOps: true,
  sanitizeResources: true,
}, async () => {
  const fake = await FakeKafka.start(1, 2);
  const client = createClient({
    brokers: fake.brokers,
    tls: false,
    clusterId: undefined,
    sessionTimeout: 9_000,
    startupTimeout: 1_000,
  }, { clientId: "test", log: openLog({ program: "test", level: "ERROR" }) });
  equal(await countPartitions(client, fake.topic), 2);
  fake.addPartition(1);
  equal(await countPartitions(client, fake.topic), 3);
  client.close();
  await fake.close();
});

Deno.test("countPartitions() has a request time-out look at the broker, from the first request on", async () => {
  const calls: string[] = [];
  const did = (call: string, result?: unknown) => () => {
    calls.push(call);
    return Promise.resolve(result);
  };
  const admin = {
    connect: did("connect"),
    fetchTopicMetadata: did("ask", { topics: [{ partitions: [0, 1] }] }),
    disconnect: did("disconnect"),
  };
  const watch = (client: unknown) => calls.push(client === admin ? "watch" : "watch another");
  const client = { kafka: { admin: () => admin }, watch } as unknown as KafkaClient;
  equal(await countPartitions(client, "ticks"), 2);
  deepEqual(calls, ["watch", "connect", "ask", "disconnect"]);
});

Deno.test("watchPartitions() ends at the signal though no answer comes, and takes none after it", async () => {
  const answers: (() => Promise<number>)[] = [
    () => new Promise(() => {}),
    () => late.promise,
    () => new Promise((_, reject) => late.promise.then(reject)),
    () => {
      stop.abort();
      return Promise.resolve(6);
    },
  ];
  let late = Promise.withResolvers<number>();
  let stop = new AbortController();
  for (const count of answers) {
    late = Promise.withResolvers();
    stop = new AbortController();
    const time = new FakeTime();
    const counts: number[] = [];
    const options = { count, time, signal: stop.signal, every: 25_000 };
    const watching = watchPartitions({ ...options, onCount: (now) => counts.push(now) });
    let ended = false;
    void watching.then(() => ended = true);
    await time.advance(25_000);
    stop.abort();
    await settle();
    equal(ended, true);
    late.resolve(6);
    await settle();
    deepEqual([counts, time.pending], [[], 0]);
  }
});
