import { deepEqual, throws } from "node:assert/strict";
import { decodeMetadata, encodeMetadataRequest } from "./metadata.ts";
import { metadataAnswer } from "./testing/metadata_answer.ts";

const METADATA = {
  addresses: new Map([[1, "kafka-1:9092"], [2, "[::1]:9093"]]),
  clusterId: "abc",
  brokers: ["kafka-1:9092", "[::1]:9093"],
  topics: [
    { name: "missing", errorCode: 3, partitions: [] },
    {
      name: "ticks",
      errorCode: 0,
      partitions: [
        { partition: 0, leader: 2, replicas: [2, 1], inSync: [2] },
        { partition: 1, leader: -1, replicas: [1], inSync: [] },
      ],
    },
  ],
};

Deno.test("encodeMetadataRequest() asks for the named topics and creates none", () => {
  const head = (length: number) => [0, 0, 0, length, 0, 3, 0, 4, 0, 0, 0, 0, 255, 255];
  deepEqual([...encodeMetadataRequest([])], [...head(15), 0, 0, 0, 0, 0]);
  deepEqual([...encodeMetadataRequest(["a", "bc"])], [
    ...[...head(22), 0, 0, 0, 2],
    ...[0, 1, 97, 0, 2, 98, 99, 0],
  ]);
});

Deno.test("decodeMetadata() reads brokers, cluster id and partitions", () => {
  deepEqual(decodeMetadata(metadataAnswer(METADATA)), METADATA);
  const bare = { clusterId: undefined, brokers: [], addresses: new Map(), topics: [] };
  deepEqual(decodeMetadata(metadataAnswer(bare)), bare);
});

Deno.test("decodeMetadata() puts partitions into their order", () => {
  const [missing, ticks] = METADATA.topics;
  const mixed = { ...ticks!, partitions: ticks!.partitions.toReversed() };
  const answer = metadataAnswer({ ...METADATA, topics: [missing!, mixed] });
  deepEqual(decodeMetadata(answer), METADATA);
});

Deno.test("decodeMetadata() refuses an answer that is cut off, wherever it is", () => {
  const answer = metadataAnswer(METADATA);
  for (let length = 0; length < answer.length; length++) {
    throws(() => decodeMetadata(answer.subarray(0, length)), RangeError, `${length} bytes`);
  }
});
