import { deepEqual, equal, rejects } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import kafkajs from "kafkajs";
import response from "kafkajs/fetch_response";
import { snappyCodec } from "@kafka-sim/common/snappy";
import { readFetchAnswer } from "./fetch_answer.ts";
import { encodeAnswer, encodeBatch, type PlannedBatch } from "./testing/answers.ts";

kafkajs.CompressionCodecs[kafkajs.CompressionTypes.Snappy] = () => snappyCodec;

/** What `consumer/batch.js` and a handler look at, of a message of kafkajs' or a record of ours. */
interface Message {
  readonly offset: string | number;
  readonly timestamp: string | number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: unknown;
  readonly isControlRecord: boolean;
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean };
}

interface Answer {
  readonly responses: readonly {
    readonly partitions: readonly { readonly messages: readonly Message[] }[];
  }[];
}

const roll = (end: number) => Math.floor(Math.random() * end);
const bytes = () =>
  roll(5) === 0 ? null : Buffer.from(crypto.getRandomValues(new Uint8Array(roll(300))));

function randomBatch(firstOffset: bigint): PlannedBatch {
  const codec = roll(3);
  return {
    firstOffset,
    firstTimestamp: BigInt(1_700_000_000_000 + roll(1e9)),
    maxTimestamp: 1_800_000_000_000n,
    producerId: BigInt(roll(3)),
    attributes: codec | [0, 0x08, 0x10, 0x30][roll(4)]!,
    records: Array.from({ length: 1 + roll(30) }, (_, place) => ({
      offsetDelta: 2 * place,
      timestampDelta: roll(2) === 0 ? -roll(1e10) : roll(1e10),
      key: bytes(),
      value: bytes(),
      headers: Array.from({ length: roll(4) }, () => [["a", "ä", ""][roll(3)]!, bytes()] as const),
    })),
    pack: (buffer) =>
      codec === 0 ? buffer : codec === 1 ? gzipSync(buffer) : snappyCodec.compress({ buffer }),
  };
}

async function randomAnswer(): Promise<Buffer> {
  const partitions = [];
  for (let partition = 0; partition < 1 + roll(3); partition++) {
    const batches: Buffer[] = [];
    for (let count = roll(4); count > 0; count--) {
      batches.push(await encodeBatch(randomBatch(BigInt(100 * batches.length))));
    }
    const last = batches.at(-1);
    // The limits of the fetch cut the last off; kafkajs fails where not even its format is left.
    if (last && roll(2) === 0) batches.splice(-1, 1, last.subarray(0, 17 + roll(last.length - 17)));
    const aborted = roll(2) === 0 ? [] : [[BigInt(roll(3)), BigInt(roll(200))] as const];
    partitions.push({ partition, aborted, batches });
  }
  return encodeAnswer("ticks", partitions);
}

const numbers = (answer: Answer) =>
  answer.responses.map(({ partitions, ...rest }) => ({
    ...rest,
    partitions: partitions.map(({ messages, ...partition }) => ({
      ...partition,
      // Its parts are no fields of a record of ours, but made when asked for.
      messages: messages.map((message) => ({
        offset: Number(message.offset),
        timestamp: Number(message.timestamp),
        ...{ key: message.key, value: message.value, headers: message.headers },
        isControlRecord: message.isControlRecord,
        producerId: message.batchContext.producerId,
        inTransaction: message.batchContext.inTransaction,
      })),
    })),
  }));

Deno.test("readFetchAnswer() reads what kafkajs reads", async () => {
  for (let round = 0; round < 300; round++) {
    const answer = await randomAnswer();
    const [ours, own] = [await readFetchAnswer(answer), await response.decode(answer)];
    const { responses, ...head } = ours!;
    const { responses: ownResponses, ...ownHead } = own;
    deepEqual(head, ownHead);
    deepEqual(numbers({ responses } as Answer), numbers({ responses: ownResponses }));
  }
});

Deno.test("what readFetchAnswer() reads answers kafkajs' questions as its own messages do", async () => {
  for (let round = 0; round < 300; round++) {
    const answer = await randomAnswer();
    const from = roll(150);
    const kept = ({ responses }: Answer) =>
      responses[0]!.partitions.map(({ messages }) =>
        messages.filter(({ offset }) => Number(offset) >= from)
          .filter(({ isControlRecord }) => !isControlRecord).map(({ offset }) => Number(offset))
      );
    deepEqual(kept(await readFetchAnswer(answer) as Answer), kept(await response.decode(answer)));
  }
});

Deno.test("readFetchAnswer() leaves records in a format of before 2017 to kafkajs", async () => {
  const batch = await encodeBatch({ ...randomBatch(0n) });
  batch.writeInt8(1, 16);
  const answer = encodeAnswer("ticks", [{ partition: 0, aborted: [], batches: [batch] }]);
  equal(await readFetchAnswer(answer), undefined);
});

Deno.test("readFetchAnswer() fails as kafkajs does where it lacks the codec", async () => {
  const batch = await encodeBatch({ ...randomBatch(0n), attributes: 3, pack: (buffer) => buffer });
  const answer = encodeAnswer("ticks", [{ partition: 0, aborted: [], batches: [batch] }]);
  await rejects(readFetchAnswer(answer), { name: "KafkaJSNotImplemented" });
  await rejects(response.decode(answer), { name: "KafkaJSNotImplemented" });
});

Deno.test("readFetchAnswer() refuses a record, or a value, that ends outside", async () => {
  const record = { offsetDelta: 0, timestampDelta: 0, key: null, value: Buffer.from("v") };
  const records = [record, record].map((one) => ({ ...one, headers: [] }));
  const damages = [
    (bytes: Buffer) => bytes.subarray(0, -3),
    // The length of the first value, a zig-zag varint, now takes in some of the second record.
    (bytes: Buffer) => bytes.fill(16, 5, 6),
  ];
  for (const pack of damages) {
    const batch = await encodeBatch({ ...randomBatch(0n), attributes: 0, records, pack });
    const answer = encodeAnswer("ticks", [{ partition: 0, aborted: [], batches: [batch] }]);
    await rejects(readFetchAnswer(answer), RangeError);
  }
});
