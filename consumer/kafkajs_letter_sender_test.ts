import { deepEqual, equal, rejects } from "node:assert/strict";
import kafkajs, { type ProducerRecord, type RecordMetadata } from "kafkajs";
import { createBreaker } from "@kafka-sim/common/kafka";
import { type Serve, silent, withListener } from "../common/testing/listener.ts";
import { broker } from "../common/testing/metadata_answer.ts";
import {
  createLetterSenders,
  KafkajsLetterSender,
  LETTER_PRODUCER,
} from "./kafkajs_letter_sender.ts";
import { watchedLog } from "./testing/events.ts";

function setup(send: (record: ProducerRecord) => Promise<RecordMetadata[]>) {
  const happened: string[] = [];
  const disconnect = () => Promise.resolve(void happened.push("disconnected"));
  const client = { requestTimeout: 12_000, close: () => happened.push("cut") };
  const options = { topic: "ticks_dlq", partition: 1, client };
  return { happened, sender: new KafkajsLetterSender({ send, disconnect }, options) };
}

const answer = (partition: number, topicName = "ticks_dlq") =>
  ({ topicName, partition, errorCode: 0 }) as RecordMetadata;
const messages = [{ value: "a", partition: 1 }];

Deno.test("Letters count as written only by an answer for exactly their partition", async () => {
  const cases: [RecordMetadata[], string][] = [
    [[answer(1)], "acknowledged"],
    [[], "retriable"],
    [[answer(0)], "fatal"],
    [[answer(1, "other")], "fatal"],
    [[answer(1), answer(2)], "fatal"],
  ];
  for (const [metadata, kind] of cases) {
    const { sender } = setup(() => Promise.resolve(metadata));
    equal((await sender.write(messages)).kind, kind, JSON.stringify(metadata));
  }
});

Deno.test("Letters are sent to be stored by all replicas, once, and never make a topic", async () => {
  const sent: ProducerRecord[] = [];
  const { sender } = setup((record) => {
    sent.push(record);
    return Promise.resolve([answer(1)]);
  });
  await sender.write(messages);
  const [{ acks, timeout, compression, topic } = sent[0]!] = sent;
  deepEqual([acks, timeout, topic], [-1, 12_000, "ticks_dlq"]);
  equal(compression, kafkajs.CompressionTypes.Snappy);
  deepEqual(sent[0]!.messages, messages);
  const { idempotent, allowAutoTopicCreation, maxInFlightRequests } = LETTER_PRODUCER;
  deepEqual([idempotent, allowAutoTopicCreation, maxInFlightRequests], [true, false, 1]);
});

Deno.test("An error ends a sender only if it is a refusal", async () => {
  for (const [retriable, kind] of [[true, "retriable"], [false, "fatal"]] as const) {
    const error = Object.assign(new Error("answer"), { retriable });
    const { sender } = setup(() => Promise.reject(error));
    deepEqual(await sender.write(messages), { kind, error });
  }
});

Deno.test("A sender that is closed cuts its connections before anything else", async () => {
  const { happened, sender } = setup(() => Promise.resolve([]));
  await sender.close();
  deepEqual(happened, ["cut", "disconnected"]);
});

/** Opens a sender, in vain, on such a broker; returns the brokers whose requests timed out. */
async function openInVain(serve: (address: () => string) => Serve): Promise<Set<string>> {
  const { log } = watchedLog();
  const timedOut = new Set<string>();
  let own = "";
  await withListener(serve(() => own), async (address) => {
    own = address;
    const connection = {
      ...{ brokers: [address], tls: false, clusterId: undefined, startupTimeout: 1_000 },
      // Requests wait three seconds longer than this: 300 ms.
      sessionTimeout: -2_700,
    };
    const breaker = createBreaker(connection, log);
    breaker.requestTimedOut = (broker) => {
      timedOut.add(broker === address ? "the broker" : broker);
      return Promise.resolve();
    };
    const open = createLetterSenders({ connection, topic: "ticks_dlq", breaker, log });
    await rejects(open(0));
    breaker.close();
  });
  return timedOut;
}

Deno.test("A sender asks for its own topic only: others may have no leader", async () => {
  const questions: unknown[] = [];
  await openInVain((address) =>
    broker((topics) => {
      questions.push(topics);
      return { clusterId: "abc", brokers: [address()], topics: [] };
    })
  );
  deepEqual(questions[0], ["ticks_dlq"]);
});

Deno.test("A sender has a request time-out look at the broker", async () => {
  deepEqual([...await openInVain(() => silent)], ["the broker"]);
});
