import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { Lane, type LaneOptions } from "./lane.ts";
import { type KafkajsSetup, withKafkajs } from "./testing/kafkajs_setup.ts";
import { Observer } from "./testing/observer.ts";
import { systemTime } from "./time.ts";

/** Lanes on real kafkajs, against a cluster that misbehaves as no real one does on demand. */
const strict = { sanitizeOps: true, sanitizeResources: true } as const;

function start({ engines }: KafkajsSetup, options: Partial<LaneOptions> = {}) {
  const observer = new Observer();
  const lane = new Lane({
    partition: 0,
    engines,
    observer,
    time: systemTime,
    batchSize: 10,
    deliveryTimeout: 120_000,
    ...options,
  });
  const offer = (count: number) => {
    for (; count > 0; count--) lane.offer("AAPL", Buffer.from("value"), Date.now());
  };
  const running = lane.run();
  return {
    observer,
    offer,
    finish: async () => {
      lane.drain();
      await running;
    },
  };
}

Deno.test(
  "A leader that hangs is left for the new one: its sockets are cut, nothing lost or twice",
  strict,
  async () => {
    await withKafkajs({ nodes: 2, partitions: 1 }, async (setup) => {
      const { fake, events } = setup;
      const { observer, offer, finish } = start(setup);
      offer(1);
      await observer.until(() => observer.acknowledgedBatches.length === 1);
      fake.node(1).pause();
      fake.partitions[0]!.leader = 2;
      fake.node(1).listed = false;
      fake.controller = 2;
      offer(10);
      await observer.until(() => observer.acknowledgedBatches.length === 2);
      ok(
        events.some(({ event, broker }) =>
          event === "broker_suspended" && broker === fake.brokers[0]
        ),
      );
      // What waited in the paused broker's sockets comes out now: the broker knows it as a duplicate.
      fake.partitions[0]!.leader = 1;
      fake.node(1).resume();
      deepEqual(fake.partitions[0]!.log.map(({ count }) => count), [1, 10]);
      equal(new Set(fake.requests.map(({ batch }) => batch.producerId)).size, 1);
      equal(observer.givenUp.length, 0);
      fake.partitions[0]!.leader = 2;
      await finish();
    });
  },
);

Deno.test("A leader that is only slow is not suspended", strict, async () => {
  await withKafkajs({ nodes: 2, partitions: 1 }, async (setup) => {
    const { fake, events } = setup;
    const { observer, offer, finish } = start(setup);
    // As while it waits for a dead follower: other requests are answered at once.
    fake.behave = () => ({ store: true, answer: fake.requests.length === 1 ? "silence" : 0 });
    offer(10);
    await observer.until(() => observer.acknowledgedBatches.length === 1);
    deepEqual(events.filter(({ event }) => event === "broker_suspended"), []);
    ok(events.some(({ event, probe }) => event === "request_timed_out" && probe === "answered"));
    equal(fake.partitions[0]!.log.length, 1);
    await finish();
  });
});

Deno.test(
  "The batch after one given up is stored, not taken for its duplicate",
  strict,
  async () => {
    await withKafkajs({ nodes: 1, partitions: 1 }, async (setup) => {
      const { fake } = setup;
      const { observer, offer, finish } = start(setup, { deliveryTimeout: 300 });
      // The given-up batch is in the log: its answers, each after the append, said otherwise.
      fake.behave = () => ({ store: true, answer: 20 });
      offer(5);
      await observer.until(() => observer.givenUp.length === 1);
      fake.behave = () => ({ store: true, answer: 0 });
      offer(5);
      await observer.until(() => observer.acknowledgedBatches.length === 1);
      await finish();
      const [given, next] = fake.partitions[0]!.log;
      equal(fake.partitions[0]!.log.length, 2);
      notEqual(given!.producerId, next!.producerId);
      deepEqual([observer.sequences, observer.givenUp[0]!.batch.firstSequence], [
        [5, 6, 7, 8, 9],
        0,
      ]);
    });
  },
);

Deno.test(
  "A given-up batch that arrives late is one that was reported unknown",
  strict,
  async () => {
    await withKafkajs({ nodes: 1, partitions: 1 }, async (setup) => {
      const { fake } = setup;
      const { observer, offer, finish } = start(setup, { deliveryTimeout: 300 });
      offer(1);
      await observer.until(() => observer.acknowledgedBatches.length === 1);
      fake.node(1).pause();
      offer(5);
      await observer.until(() => observer.givenUp.length === 1);
      fake.node(1).resume();
      offer(7);
      await observer.until(() => observer.acknowledgedBatches.length === 2);
      await finish();
      deepEqual(fake.partitions[0]!.log.map(({ count }) => count), [1, 5, 7]);
      deepEqual(observer.sequences, [0, 6, 7, 8, 9, 10, 11, 12]);
      deepEqual(observer.givenUp.map(({ batch }) => batch.records.length), [5]);
    });
  },
);

Deno.test("A lane that starts before the cluster waits for it", strict, async () => {
  await withKafkajs({ nodes: 1, partitions: 1 }, async (setup) => {
    await setup.fake.node(1).stop();
    const { observer, offer, finish } = start(setup);
    offer(3);
    await observer.until(() => observer.unreached.length >= 2);
    await setup.fake.node(1).start();
    await observer.until(() => observer.acknowledgedBatches.length === 1);
    deepEqual([observer.sequences, observer.givenUp.length], [[0, 1, 2], 0]);
    await finish();
  });
});
