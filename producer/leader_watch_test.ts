import { deepEqual, equal } from "node:assert/strict";
import type { Engine, SendOutcome } from "./engine.ts";
import { type Leaders, LeaderWatch } from "./leader_watch.ts";
import { FakeTime } from "./testing/fake_time.ts";
import { withKafkajs } from "./testing/kafkajs_setup.ts";
import { makeBatch } from "./testing/observer.ts";

/** A watch whose brokers answer what `leaders` holds, one after the other. */
function setup(...leaders: Leaders[]) {
  const time = new FakeTime();
  const told: string[] = [];
  let asked = 0;
  const ask = (onAnswer: (leaders: Leaders) => void) => {
    asked++;
    for (const answer of leaders) onAnswer(answer);
    return Promise.resolve();
  };
  const watch = new LeaderWatch({ ask, time, patience: 500 });
  return { time, told, watch, asked: () => asked, tell: (leader: string) => told.push(leader) };
}

Deno.test("LeaderWatch asks nobody while answers come in time", async () => {
  const { time, watch, asked, tell } = setup(new Map([[0, "a:1"]]));
  for (let batch = 0; batch < 10; batch++) {
    const answered = watch.watch(0, tell);
    await time.advance(400);
    answered();
  }
  await time.advance(1_000);
  equal(asked(), 0);
  equal(time.pending, 0);
});

Deno.test("LeaderWatch tells of each leader once, of its own partition, from every broker's answer", async () => {
  const { time, told, watch, asked, tell } = setup(
    new Map([[0, "a:1"], [1, "b:1"]]),
    new Map([[0, "c:1"]]),
    new Map(),
  );
  const answered = watch.watch(0, tell);
  await time.advance(499);
  deepEqual(told, []);
  await time.advance(2_001);
  deepEqual(told, ["a:1", "c:1"]);
  equal(asked(), 5);
  answered();
  await time.advance(1_000);
  equal(asked(), 5);
});

Deno.test("LeaderWatch tells nothing to who has just begun to wait, and looks no more once closed", async () => {
  const { time, told, watch, tell } = setup(new Map([[0, "a:1"]]));
  watch.watch(1, () => {});
  await time.advance(499);
  watch.watch(0, tell);
  await time.advance(1);
  deepEqual(told, []);
  watch.close();
  await time.advance(5_000);
  deepEqual(told, []);
  equal(time.pending, 0);
});

/** As a lane does it: kafkajs gives a send() up, and the same batch goes out again. */
async function acknowledged(engine: Engine, sending: Promise<SendOutcome>): Promise<void> {
  let outcome = await sending;
  while (outcome.kind === "retriable") outcome = await engine.send(makeBatch(0, 1, 1));
  equal(outcome.kind, "acknowledged");
}

const strict = { sanitizeOps: true, sanitizeResources: true } as const;

Deno.test(
  "a batch that waits at a broker that hangs goes to the new leader before its request times out",
  strict,
  async () => {
    const cluster = { nodes: 3, partitions: 1, patience: 50, requestTimeout: 60_000 };
    await withKafkajs(cluster, async ({ fake, engines, events }) => {
      const engine = await engines(0);
      await engine.send(makeBatch(0, 0, 1));
      fake.node(1).pause();
      const sending = engine.send(makeBatch(0, 1, 1));
      fake.partitions[0]!.leader = 2;
      await acknowledged(engine, sending);
      equal(fake.requests.at(-1)!.node, 2);
      const names = events.map(({ event }) => event);
      deepEqual(names.filter((name) => name !== "kafka_client").slice(0, 2), [
        ...["leader_moved", "broker_suspended"],
      ]);
      await engine.close();
    });
  },
);

Deno.test(
  "a batch that a broker forgot when it stopped to lead goes to the new one",
  strict,
  async () => {
    const cluster = { nodes: 3, partitions: 1, patience: 50, requestTimeout: 60_000 };
    await withKafkajs(cluster, async ({ fake, engines, events }) => {
      const engine = await engines(0);
      await engine.send(makeBatch(0, 0, 1));
      // In the log, and never answered: as with a batch that waited for the followers.
      const arrived = Promise.withResolvers<void>();
      fake.behave = ({ node }) => {
        arrived.resolve();
        return { store: true, answer: node === 1 ? "silence" : 0 };
      };
      const sending = engine.send(makeBatch(0, 1, 1));
      await arrived.promise;
      fake.partitions[0]!.leader = 2;
      await acknowledged(engine, sending);
      equal(fake.partitions[0]!.log.length, 2);
      const [{ event, from }] = events.filter(({ event }) => event === "leader_moved") as [
        Record<string, unknown>,
      ];
      deepEqual([event, from], ["leader_moved", fake.brokers[0]]);
      await engine.close();
    });
  },
);
