import { deepEqual, equal, match } from "node:assert/strict";
import kafkajs, { type ConsumerConfig } from "kafkajs";
import { ProgramError } from "@kafka-sim/common/errors";
import type { KafkaClient } from "@kafka-sim/common/kafka";
import type { Delivery } from "./delivery.ts";
import { GroupMember } from "./group_member.ts";
import { watchedLog } from "./testing/events.ts";
import { FakeConsumer } from "./testing/fake_consumer.ts";
import { FakeTime, settle } from "./testing/fake_time.ts";
import { givenRecords } from "./testing/records.ts";

const SETTINGS = {
  ...{ groupSession: 10_000, heartbeat: 1_000, fetchWait: 500, fetchSize: 256 },
  ...{ commitInterval: 100, from: "earliest" as const },
};

class Setup {
  readonly consumers: FakeConsumer[] = [];
  readonly watched: unknown[] = [];
  readonly deliveries: Delivery[] = [];
  readonly assignments: (readonly number[])[] = [];
  readonly time = new FakeTime();
  readonly events: Record<string, unknown>[];
  readonly member: GroupMember;
  /** Thrown instead of connecting. */
  refusal: Error | undefined;
  /** Thrown instead of subscribing. */
  unsubscribable: Error | undefined;
  /** What handling does. */
  handle: (delivery: Delivery) => Promise<void> = () => Promise.resolve();

  constructor() {
    const { log, events } = watchedLog();
    this.events = events;
    const consumer = (config: ConsumerConfig) => {
      this.consumers.push(new FakeConsumer(config, this.refusal));
      this.last.unsubscribable = this.unsubscribable;
      return this.last.asConsumer;
    };
    const client = { kafka: { consumer }, watch: (one: unknown) => this.watched.push(one) };
    this.member = new GroupMember({
      client: client as unknown as KafkaClient,
      topic: "ticks",
      group: "g-ticks",
      settings: SETTINGS,
      log,
      time: this.time,
      handle: (delivery) => {
        this.deliveries.push(delivery);
        return this.handle(delivery);
      },
      onAssigned: (partitions) => this.assignments.push(partitions),
    });
  }

  get last(): FakeConsumer {
    return this.consumers.at(-1)!;
  }

  async joined(...partitions: number[]): Promise<FakeConsumer> {
    this.member.join();
    await settle();
    this.last.assign(partitions);
    return this.last;
  }
}

Deno.test("GroupMember leaves nothing that matters to kafkajs' defaults", async () => {
  const setup = new Setup();
  const { config: { retry, ...config }, subscription, calls } = await setup.joined(0);
  equal(retry?.retries, 5);
  deepEqual(config, {
    ...{ groupId: "g-ticks", sessionTimeout: 10_000, rebalanceTimeout: 5_000 },
    ...{ heartbeatInterval: 1_000, maxWaitTimeInMs: 500, minBytes: 1, metadataMaxAge: 30_000 },
    ...{ maxBytesPerPartition: 262_144, maxBytes: 2_097_152, allowAutoTopicCreation: false },
  });
  deepEqual(subscription, { topics: ["ticks"], fromBeginning: true });
  match(calls[1]!, /"autoCommit":false,"eachBatchAutoResolve":false/);
  deepEqual(setup.watched, [setup.last]);
});

Deno.test("GroupMember tells of its partitions, and which of them it lost", async () => {
  const setup = new Setup();
  equal(setup.member.isJoined, false);
  const consumer = await setup.joined(0, 1, 2);
  equal(setup.member.isJoined, true);
  consumer.emit("REBALANCING");
  equal(setup.member.isJoined, false);
  consumer.assign([1]);
  deepEqual(setup.assignments, [[0, 1, 2], [1]]);
  deepEqual(setup.events.map(({ event, partitions }) => [event, partitions]), [
    ["partitions_assigned", [0, 1, 2]],
    ["partitions_revoked", [0, 2]],
    ["partitions_assigned", [1]],
  ]);
});

Deno.test("GroupMember commits what was resolved, and by the latest before it joins again", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0, 1);
  await consumer.give(0, givenRecords(5, 3));
  await consumer.give(1, givenRecords(50, 1));
  const [first, second] = setup.deliveries;
  deepEqual([first!.partition, first!.end, first!.records.length], [0, 1_000n, 3]);
  first!.resolve(7n);
  second!.resolve(50n);
  deepEqual([consumer.resolved, consumer.commits], [["0@7", "1@50"], ["0@8"]]);
  consumer.emit("REBALANCING");
  await settle();
  deepEqual(consumer.commits, ["0@8", "1@51"]);
});

Deno.test("GroupMember takes nothing of an earlier assignment any more", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  await consumer.give(0, givenRecords(0, 3));
  equal(setup.deliveries[0]!.isCurrent(), true);
  consumer.assign([0]);
  await consumer.give(0, givenRecords(0, 3));
  consumer.emit("CRASH", { error: new Error("closed"), restart: true });
  await setup.member.leave(1);
  for (const delivery of setup.deliveries) {
    equal(delivery.isCurrent(), false);
    delivery.resolve(2n);
  }
  await setup.time.advance(1_000);
  deepEqual([consumer.resolved, consumer.commits], [[], []]);
});

Deno.test("GroupMember gives up what it could not commit when it crashes", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  await consumer.give(0, givenRecords(0, 3));
  setup.deliveries[0]!.resolve(0n);
  setup.deliveries[0]!.resolve(1n);
  consumer.emit("CRASH", { error: new Error("closed"), restart: true });
  await setup.time.advance(1_000);
  deepEqual([consumer.commits, setup.time.pending], [["0@1"], 0]);
});

Deno.test("GroupMember stops handling where kafkajs stops", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  await consumer.give(0, givenRecords(0, 3));
  consumer.running = false;
  equal(setup.deliveries[0]!.isCurrent(), false);
});

Deno.test("GroupMember stops handling a batch that was fetched before the consumer moved", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  await consumer.give(0, givenRecords(0, 3));
  equal(setup.deliveries[0]!.isCurrent(), true);
  consumer.stale = true;
  equal(setup.deliveries[0]!.isCurrent(), false);
});

Deno.test("GroupMember finishes what is under way, commits it, then leaves", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  const work = Promise.withResolvers<void>();
  setup.handle = () => work.promise;
  const given = consumer.give(0, givenRecords(0, 3));
  const left = setup.member.leave(10_000);
  equal(setup.deliveries[0]!.isCurrent(), false);
  await setup.time.advance(1_000);
  equal(consumer.calls.includes("disconnect"), false);
  setup.deliveries[0]!.resolve(1n);
  setup.deliveries[0]!.resolve(2n);
  work.resolve();
  await Promise.all([given, left]);
  deepEqual(consumer.commits, ["0@2", "0@3"]);
  deepEqual(consumer.calls.slice(-5), [
    ...['pause [{"topic":"ticks"}]', "commit", "commit"],
    // See endStrayFetchers().
    ...[`log level ${kafkajs.logLevel.DEBUG}`, "disconnect"],
  ]);
  await consumer.give(0, givenRecords(3, 1));
  equal(setup.deliveries.length, 1);
});

Deno.test("GroupMember leaves in time though its work does not end", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  setup.handle = () => new Promise(() => {});
  void consumer.give(0, givenRecords(0, 1));
  const left = setup.member.leave(5_000);
  await setup.time.advance(5_000);
  await left;
  equal(consumer.calls.at(-1), "disconnect");
});

Deno.test("GroupMember goes on after a crash that passes, with a new consumer", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  // kafkajs asks before it would start again by itself.
  const passing = new Error("closed");
  equal(await consumer.config.retry?.restartOnFailure?.(passing), false);
  consumer.emit("CRASH", { error: passing, restart: false });
  await setup.time.advance(5_000);
  deepEqual([setup.consumers.length, setup.member.isJoined], [2, false]);
  await setup.joined(0);
  const locked = Object.assign(new Error("locked"), {
    name: "KafkaJSLockTimeout",
    retriable: false,
  });
  setup.last.emit("CRASH", { error: locked, restart: false });
  await setup.time.advance(5_000);
  equal(setup.consumers.length, 4);
  await setup.joined(0);
  equal(setup.member.isJoined, true);
  deepEqual(setup.events.filter(({ event }) => event === "consumer_crashed").length, 2);
});

Deno.test("GroupMember reports a crash that does not pass", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  const error = Object.assign(new Error("Not authorized"), { retriable: false });
  consumer.emit("CRASH", { error, restart: false });
  const failure = await setup.member.failure as ProgramError;
  deepEqual([failure instanceof ProgramError, failure.code, failure.exitCode], [
    ...[true, "group_lost", 1],
  ]);
  match(failure.message, /"g-ticks": Not authorized/);
  equal(setup.consumers.length, 1);
});

Deno.test("GroupMember says what to do where a codec is missing", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  try {
    kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD]();
  } catch (error) {
    consumer.emit("CRASH", { error, restart: false });
  }
  const failure = await setup.member.failure as ProgramError;
  deepEqual([failure.code, failure.exitCode], ["codec_unsupported", 1]);
  match(failure.message, /"ticks": ZSTD/);
  match(failure.remedy, /Snappy or GZIP/);
});

Deno.test("GroupMember tries again where it cannot connect, until it leaves", async () => {
  const setup = new Setup();
  setup.refusal = Object.assign(new Error("no broker"), { retriable: true });
  setup.member.join();
  await setup.time.advance(1_000);
  const made = setup.consumers.length;
  equal(made > 1, true);
  const left = setup.member.leave(1_000);
  await setup.time.advance(60_000);
  await left;
  equal(setup.consumers.length, made);
});

Deno.test("GroupMember says what is wrong where it cannot join for a minute", async () => {
  const setup = new Setup();
  setup.refusal = Object.assign(new Error("refused"), { name: "KafkaJSGroupCoordinatorNotFound" });
  const told = () => setup.events.filter(({ event }) => event === "group_unreached");
  setup.member.join();
  await setup.time.advance(59_000);
  deepEqual(told(), []);
  await setup.time.advance(66_000);
  deepEqual(told().map(({ seconds }) => Number(seconds) >= 60), [true, true]);
  setup.refusal = undefined;
  await setup.time.advance(2_000);
  setup.last.assign([0]);
  await setup.time.advance(600_000);
  setup.last.emit("CRASH", { error: new Error("closed"), restart: true });
  equal(told().length, 2);
  await setup.member.leave(1);
});

Deno.test("GroupMember closes what has failed before it joins again, whatever failed", async () => {
  const passing = Object.assign(new Error("no leader"), { retriable: true });
  const failures: ((setup: Setup) => void)[] = [
    (setup) => setup.refusal = passing,
    (setup) => setup.unsubscribable = passing,
  ];
  for (const fail of failures) {
    const setup = new Setup();
    fail(setup);
    setup.member.join();
    await setup.time.advance(10_000);
    const { consumers } = setup;
    equal(consumers.length > 5, true);
    const open = consumers.filter(({ calls }) => !calls.includes("disconnect"));
    equal(open.length <= 1, true, `${open.length} of ${consumers.length} are open`);
    await setup.member.leave(1);
  }
});

Deno.test("GroupMember takes a session that fails twice for failed once", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  const locked = Object.assign(new Error("locked"), { name: "KafkaJSLockTimeout" });
  await consumer.give(0, givenRecords(0, 3));
  setup.deliveries[0]!.resolve(0n);
  setup.deliveries[0]!.resolve(1n);
  for (const _ of [1, 2]) consumer.emit("CRASH", { error: locked, restart: false });
  await settle();
  equal(consumer.calls.at(-1), "disconnect");
  // Only the pause before the next joining is left: nothing waits to commit.
  equal(setup.time.pending, 1);
  consumer.assign([0, 1]);
  await setup.time.advance(60_000);
  deepEqual([setup.consumers.length, setup.assignments.length], [2, 1]);
  deepEqual(consumer.commits, ["0@1"]);
});

Deno.test("GroupMember warns where the group reads other topics, too", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  const payload = { groupId: "g-ticks", topicsNotSubscribed: ["other"] };
  consumer.emit("RECEIVED_UNSUBSCRIBED_TOPICS", payload);
  const { event, problem } = setup.events.at(-1)!;
  equal(event, "group_mixed");
  match(String(problem), /"g-ticks" also reads other/);
});

Deno.test("GroupMember knows when the group heard of it last", async () => {
  const setup = new Setup();
  const consumer = await setup.joined(0);
  const start = setup.time.now();
  await setup.time.advance(3_000);
  equal(setup.member.lastSign, start);
  consumer.emit("HEARTBEAT");
  equal(setup.member.lastSign, start + 3_000);
});

/** A crash as kafkajs tells of it where no coordinator is to be had. */
async function crash(consumer: FakeConsumer, message: string): Promise<void> {
  const error = new Error(message);
  await consumer.config.retry?.restartOnFailure?.(error);
  consumer.emit("CRASH", { error, restart: false });
}

Deno.test("GroupMember tells of an outage once aloud, and at its end how often it crashed", async () => {
  const setup = new Setup();
  await setup.joined(0);
  const crashes = () => setup.events.filter(({ event }) => event === "consumer_crashed");
  for (let attempt = 0; attempt < 20; attempt++) {
    const { length } = setup.consumers;
    await crash(setup.last, "refused 127.0.0.1:9092");
    await setup.time.advance(2_000);
    equal(setup.consumers.length, length + 1);
  }
  deepEqual(crashes().map(({ level }) => level), ["WARN"]);
  deepEqual(setup.member.outage, {
    ...{ seconds: 40, reason: "refused 127.0.0.1:9092", isFirst: false },
  });
  setup.last.assign([0]);
  equal(setup.member.outage, undefined);
  const { event, crashes: count, seconds_out: seconds } = setup.events.at(-1)!;
  deepEqual([event, count, seconds], ["partitions_assigned", 20, 40]);
  await crash(setup.last, "again");
  equal(crashes().length, 2);
  await setup.member.leave(1);
});

Deno.test("GroupMember waits longer from crash to crash, until the group hears of it again", async () => {
  const setup = new Setup();
  await setup.joined(0);
  const pauses: number[] = [];
  const measure = async () => {
    const { length } = setup.consumers;
    await crash(setup.last, "refused");
    for (let waited = 0; waited < 5_000 && setup.consumers.length === length; waited += 100) {
      await setup.time.advance(100);
      pauses[length - 1] = waited + 100;
    }
  };
  for (let attempt = 0; attempt < 6; attempt++) await measure();
  setup.last.assign([0]);
  setup.last.emit("HEARTBEAT");
  await measure();
  deepEqual(pauses, [100, 200, 400, 800, 1_600, 2_000, 100]);
  await setup.member.leave(1);
});

Deno.test("GroupMember is out while its group shares out anew, but not for having left", async () => {
  const setup = new Setup();
  setup.member.join();
  equal(setup.member.outage?.isFirst, true);
  const consumer = await setup.joined(0);
  consumer.emit("REBALANCING");
  await setup.time.advance(3_000);
  equal(setup.member.outage?.seconds, 3);
  consumer.assign([0]);
  await setup.member.leave(1);
  consumer.emit("REBALANCING");
  equal(setup.member.outage, undefined);
});
