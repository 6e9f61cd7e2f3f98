import { deepEqual, equal } from "node:assert/strict";
import { createClient } from "@kafka-sim/common/kafka";
import { openLog } from "@kafka-sim/common/log";
import { countPartitions, watchPartitions } from "./partition_watch.ts";
import { FakeKafka } from "./testing/fake_kafka.ts";
import { FakeTime } from "./testing/fake_time.ts";

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
