import { deepEqual, equal, match, notEqual, ok, rejects } from "node:assert/strict";
import kafkajs, { type Producer, type RecordMetadata } from "kafkajs";
import { KafkajsEngine, PRODUCER_CONFIG } from "./kafkajs_engine.ts";
import { withKafkajs } from "./testing/kafkajs_setup.ts";
import { makeBatch } from "./testing/observer.ts";

type EngineOptions = ConstructorParameters<typeof KafkajsEngine>[1];

const strict = { sanitizeOps: true, sanitizeResources: true } as const;

Deno.test("PRODUCER_CONFIG leaves nothing to defaults that hurt when a broker dies", () => {
  deepEqual(PRODUCER_CONFIG, {
    idempotent: true,
    // Unbounded, kafkajs' default, breaks the order of sequences.
    maxInFlightRequests: 1,
    // A typo would make a topic of one partition.
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    // Five minutes, kafkajs' default, is how long a moved leader could stay unnoticed.
    metadataMaxAge: 30_000,
    // Five, kafkajs' default, end before a dead broker is noticed; the lane goes on instead.
    retry: { retries: 1 },
  });
});

Deno.test(
  "KafkajsEngine sends one partition, idempotent, acks=all, Snappy, due time",
  strict,
  async () => {
    await withKafkajs({ nodes: 2, partitions: 2 }, async ({ fake, engines }) => {
      const engine = await engines(1);
      const outcome = await engine.send(makeBatch(1, 0, 3));
      await engine.close();
      deepEqual(outcome, { kind: "acknowledged", baseOffset: 0n });
      const [{ node, acks, partition, batch }] = fake.requests as [typeof fake.requests[0]];
      deepEqual({ node, acks, partition }, { node: 2, acks: -1, partition: 1 });
      equal(batch.compression, 2);
      equal(batch.count, 3);
      equal(batch.firstTimestamp, 1_700_000_000_000n);
      ok(batch.producerId >= 100n);
      equal(batch.bytes.toString("latin1").split("sequence").length > 1, true);
    });
  },
);

Deno.test("KafkajsEngine never lets a broker make the topic", strict, async () => {
  await withKafkajs({ nodes: 1, partitions: 1 }, async ({ fake, engines }) => {
    const engine = await engines(0);
    await engine.send(makeBatch(0, 0, 1));
    await engine.close();
    equal(fake.autoCreationAllowed, false);
  });
});

Deno.test(
  "KafkajsEngine resends a batch byte for byte, so that a lost answer stores it once",
  strict,
  async () => {
    await withKafkajs({ nodes: 1, partitions: 1 }, async ({ fake, engines }) => {
      fake.behave = () => ({ store: true, answer: fake.requests.length < 6 ? "drop" : 0 });
      const engine = await engines(0);
      const batch = makeBatch(0, 0, 10);
      let outcome = await engine.send(batch);
      // kafkajs has given up on send() here: the next call is a retry of ours.
      for (let more = 0; outcome.kind === "retriable" && more < 10; more++) {
        outcome = await engine.send(batch);
      }
      deepEqual(outcome, { kind: "acknowledged", baseOffset: 0n });
      equal(fake.requests.length, 6);
      const [first, ...others] = fake.requests.map((request) =>
        request.batch.bytes.toString("hex")
      );
      for (const bytes of others) equal(bytes, first);
      equal(fake.partitions[0]!.log.length, 1);
      deepEqual(await engine.send(makeBatch(0, 10, 10)), { kind: "acknowledged", baseOffset: 10n });
      equal(fake.partitions[0]!.log[1]!.firstSequence, 10);
      await engine.close();
    });
  },
);

Deno.test("KafkajsEngine does not take an unsent batch for acknowledged", strict, async () => {
  await withKafkajs({ nodes: 1, partitions: 1 }, async ({ fake, engines }) => {
    // kafkajs resolves send() to nothing where its metadata lacks the partition.
    const engine = await engines(7);
    const outcome = await engine.send(makeBatch(7, 0, 1));
    equal(outcome.kind, "retriable");
    match(String((outcome as { error: unknown }).error), /No answer for ticks-7/);
    equal(fake.requests.length, 0);
    await engine.close();
  });
});

Deno.test(
  "KafkajsEngine follows a leader that died: nothing lost, nothing twice",
  strict,
  async () => {
    await withKafkajs({ nodes: 2, partitions: 2 }, async ({ fake, engines }) => {
      const [moving, staying] = [await engines(0), await engines(1)];
      // The batch is stored, its answer lost with the leader; broker 2 has answered for partition 1.
      fake.behave = ({ node }) => ({ store: true, answer: node === 1 ? "drop" : 0 });
      const [interrupted, answered] = await Promise.all([
        moving.send(makeBatch(0, 0, 5)),
        staying.send(makeBatch(1, 0, 5)),
      ]);
      equal(interrupted.kind, "retriable");
      equal(answered.kind, "acknowledged");
      await fake.node(1).stop();
      fake.node(1).listed = false;
      fake.partitions[0]!.leader = 2;
      let outcome = await moving.send(makeBatch(0, 0, 5));
      for (let more = 0; outcome.kind === "retriable" && more < 20; more++) {
        outcome = await moving.send(makeBatch(0, 0, 5));
      }
      equal(outcome.kind, "acknowledged");
      deepEqual(fake.partitions.map(({ log }) => log.map(({ count }) => count)), [[5], [5]]);
      await Promise.all([moving.close(), staying.close()]);
    });
  },
);

Deno.test("KafkajsEngine calls it fatal when the broker refuses the sequence", strict, async () => {
  await withKafkajs({ nodes: 1, partitions: 1 }, async ({ fake, engines }) => {
    for (const code of [45, 47, 59, 90]) {
      fake.behave = () => ({ store: false, answer: code });
      const engine = await engines(0);
      equal((await engine.send(makeBatch(0, 0, 1))).kind, "fatal", `code ${code}`);
      await engine.close();
    }
  });
});

Deno.test(
  "KafkajsEngine calls it retriable when replicas are missing after the append",
  strict,
  async () => {
    await withKafkajs({ nodes: 1, partitions: 1 }, async ({ fake, engines }) => {
      fake.behave = () => ({ store: true, answer: 20 });
      const engine = await engines(0);
      equal((await engine.send(makeBatch(0, 0, 1))).kind, "retriable");
      equal(fake.partitions[0]!.log.length, 1);
      fake.behave = () => ({ store: true, answer: 0 });
      deepEqual(await engine.send(makeBatch(0, 0, 1)), { kind: "acknowledged", baseOffset: 0n });
      equal(fake.partitions[0]!.log.length, 1);
      await engine.close();
    });
  },
);

Deno.test("Each engine has a producer id of its own", strict, async () => {
  await withKafkajs({ nodes: 1, partitions: 1 }, async ({ fake, engines }) => {
    for (const _ of [1, 2]) {
      const engine = await engines(0);
      await engine.send(makeBatch(0, 0, 1));
      await engine.close();
    }
    const [first, second] = fake.requests.map(({ batch }) => batch.producerId);
    notEqual(first, second);
    equal(fake.partitions[0]!.log.length, 2);
  });
});

Deno.test(
  "An engine that waits for its broker does not hold up another on the same broker",
  strict,
  async () => {
    await withKafkajs({ nodes: 1, partitions: 2 }, async ({ fake, engines }) => {
      fake.behave = ({ partition }) => ({ store: true, answer: partition === 0 ? "silence" : 0 });
      const [hung, free] = [await engines(0), await engines(1)];
      const waiting = hung.send(makeBatch(0, 0, 1));
      equal((await free.send(makeBatch(1, 0, 1))).kind, "acknowledged");
      await hung.close();
      equal((await waiting).kind, "retriable");
      await free.close();
    });
  },
);

Deno.test(
  "A closed KafkajsEngine sends nothing any more, even in the middle of a retry",
  strict,
  async () => {
    await withKafkajs({ nodes: 1, partitions: 1 }, async ({ fake, engines }) => {
      const engine = await engines(0);
      const closed = Promise.withResolvers<void>();
      fake.behave = () => {
        engine.close().then(closed.resolve);
        return { store: false, answer: 6 };
      };
      notEqual((await engine.send(makeBatch(0, 0, 1))).kind, "acknowledged");
      await closed.promise;
      notEqual((await engine.send(makeBatch(0, 0, 1))).kind, "acknowledged");
      equal(fake.requests.length, 1);
    });
  },
);

Deno.test(
  "An engine is refused while the node that metadata calls controller is dead",
  strict,
  async () => {
    await withKafkajs({ nodes: 2, partitions: 1 }, async ({ fake, engines }) => {
      // Under KRaft that is any node, and kafkajs asks it alone for a producer id.
      fake.controller = 2;
      await fake.node(2).stop();
      await rejects(engines(0));
      fake.controller = 1;
      const engine = await engines(0);
      equal((await engine.send(makeBatch(0, 0, 1))).kind, "acknowledged");
      await engine.close();
    });
  },
);

Deno.test(
  "An engine does not mind a topic of someone else's that has no leader",
  strict,
  async () => {
    await withKafkajs({ nodes: 1, partitions: 1 }, async ({ fake, engines }) => {
      fake.leaderless = "foreign";
      const engine = await engines(0);
      equal((await engine.send(makeBatch(0, 0, 1))).kind, "acknowledged");
      await engine.close();
    });
  },
);

Deno.test("KafkajsEngine trusts no answer but one for exactly its partition", async () => {
  const answer = (partition: number, topicName = "ticks") =>
    ({ topicName, partition, baseOffset: "7" }) as RecordMetadata;
  const cases: [RecordMetadata[], string][] = [
    [[answer(1)], "acknowledged"],
    [[], "retriable"],
    [[answer(0)], "fatal"],
    [[answer(1, "other")], "fatal"],
    [[answer(1), answer(2)], "fatal"],
  ];
  for (const [metadata, kind] of cases) {
    const producer = { send: () => Promise.resolve(metadata) } as unknown as Producer;
    const leaders = { watch: () => () => {} };
    const options = { topic: "ticks", sender: "sender-1", client: {}, partition: 1, leaders };
    const engine = new KafkajsEngine(producer, options as unknown as EngineOptions);
    equal((await engine.send(makeBatch(1, 0, 1))).kind, kind, JSON.stringify(metadata));
  }
});
