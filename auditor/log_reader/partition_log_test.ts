import { deepEqual, equal, rejects } from "node:assert/strict";
import type { ByteWriter } from "./byte_writer.ts";
import { Cluster, type Copy } from "./cluster.ts";
import { fakeDial, type FakeRequest, topicAnswer } from "./fake_broker.ts";
import { PartitionLog } from "./partition_log.ts";

const segment = Deno.readFileSync(new URL("fixtures/transactions.segment", import.meta.url));
/** Where each of the ten batches starts; each has one record. */
const STARTS = [...starts(segment), segment.length];

/** A broker whose log is the segment; `answer` may take a request over. */
function broker(answer: (request: FakeRequest) => ReturnType<typeof fetchAnswer> | undefined) {
  return fakeDial((request) => {
    const taken = answer(request);
    if (taken) return taken;
    if (request.key === 3) return topicAnswer(1, 0);
    if (request.key === 2) return offsetAnswer(request);
    return fetchAnswer(0, position(request), 2);
  });
}

Deno.test("PartitionLog reads its log in pieces, transactions told apart", async () => {
  const cluster = new Cluster({ brokers: ["b:1"], dial: broker(() => undefined) });
  const log = new PartitionLog(cluster, "t", 0);
  const bounds = await log.bounds();
  deepEqual([bounds.start, bounds.end, bounds.lastStable], [0, 10, 9]);
  const read = await Array.fromAsync(log.read(bounds));
  deepEqual(read.map((batch) => batch.firstOffset), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const states = read.map((batch) => batch.transaction);
  equal(states.filter((state) => state === "aborted").length, 2);
  equal(states.at(-1), "open");
  cluster.close();
});

Deno.test("PartitionLog follows its partition to the next leader and says from where", async () => {
  let [leader, epoch] = [1, 0];
  const dial = broker((request) => {
    if (request.key === 3) return topicAnswer(leader, epoch);
    if (request.key === 2) return undefined;
    const offset = position(request);
    if (request.address === "b:1" && offset >= 4) {
      [leader, epoch] = [2, 1];
      return fetchAnswer(6, offset, 0);
    }
    return undefined;
  });
  const cluster = new Cluster({ brokers: ["b:1"], dial, backOff: 1 });
  const log = new PartitionLog(cluster, "t", 0);
  const leaders: string[] = [];
  const bounds = await log.bounds();
  const read = await Array.fromAsync(
    log.read(bounds, {
      onCopy: ({ address, epoch }, from) => leaders.push(`${address} ${epoch} ${from}`),
    }),
  );
  equal(read.length, 10);
  deepEqual(leaders, ["b:1 0 0", "b:2 1 4"]);
  cluster.close();
});

Deno.test("PartitionLog reads from a follower in sync where the leader is to be avoided", async () => {
  const dial = broker(({ key }) => key === 3 ? topicAnswer(2, 5) : undefined);
  const cluster = new Cluster({ brokers: ["b:1"], dial, backOff: 1 });
  const log = new PartitionLog(cluster, "t", 0);
  const bounds = await log.bounds();
  const read: string[] = [];
  for (const avoid of [2, 1, 3, undefined]) {
    const onCopy = ({ address, leads }: Copy) => read.push(`${address} ${leads}`);
    equal((await Array.fromAsync(log.read(bounds, { avoid, onCopy }))).length, 10);
  }
  deepEqual(read, ["b:3 false", "b:2 true", "b:2 true", "b:2 true"]);
  cluster.close();
});

Deno.test("PartitionLog reads from the leader after all where the follower refuses", async () => {
  const dial = broker((request) => {
    if (request.key === 3) return topicAnswer(2, 5);
    const isFollower = request.key === 1 && request.address === "b:3";
    return isFollower ? fetchAnswer(6, position(request), 0) : undefined;
  });
  const cluster = new Cluster({ brokers: ["b:1"], dial, backOff: 1, patience: 200 });
  const log = new PartitionLog(cluster, "t", 0);
  const nodes: number[] = [];
  const options = { avoid: 2, onCopy: ({ node }: Copy) => void nodes.push(node) };
  equal((await Array.fromAsync(log.read(await log.bounds(), options))).length, 10);
  deepEqual(nodes, [2]);
  cluster.close();
});

Deno.test("PartitionLog says that its log moved when an offset is no longer there", async () => {
  const dial = broker((request) =>
    request.key === 1 && position(request) >= 6 ? fetchAnswer(1, 6, 0) : undefined
  );
  const cluster = new Cluster({ brokers: ["b:1"], dial });
  const log = new PartitionLog(cluster, "t", 0);
  await rejects(Array.fromAsync(log.read(await log.bounds())), { code: "log_moved" });
  cluster.close();
});

Deno.test("PartitionLog never takes a log that ends early for a whole one", async () => {
  const dial = broker((request) =>
    request.key === 1 && position(request) >= 6 ? fetchAnswer(0, 6, 0, 6) : undefined
  );
  const cluster = new Cluster({ brokers: ["b:1"], dial, patience: 20, backOff: 1 });
  const log = new PartitionLog(cluster, "t", 0);
  await rejects(Array.fromAsync(log.read(await log.bounds())), {
    message: /known up to 6 only/,
  });
  cluster.close();
});

function position({ body }: FakeRequest): number {
  // Replica, wait, least and greatest bytes, isolation, session, epoch, topics, "t", partitions,
  // partition, leader epoch: as fetch.ts writes them.
  const before = body.position;
  body.bytes(16 + 1 + 8 + 4 + 3 + 4 + 8);
  const offset = body.int64();
  body.position = before;
  return offset;
}

function fetchAnswer(error: number, offset: number, count: number, highWatermark = 10) {
  return (writer: ByteWriter) => {
    // A broker gives whole batches, and then a piece of the next one.
    const end = STARTS[Math.min(offset + count, 10)]!;
    const bytes = segment.subarray(STARTS[offset]!, end + (count > 0 ? 5 : 0));
    writer.int32(0).int16(0).int32(0).int32(1).string("t").int32(1).int32(0).int16(error)
      .int64(highWatermark).int64(9).int64(0);
    writer.array(offset < 4 ? [[6, 1]] : [], ([id, first]) => writer.int64(id!).int64(first!));
    writer.int32(-1).int32(bytes.length).bytes(bytes);
  };
}

function offsetAnswer({ body }: FakeRequest) {
  body.int32();
  const committed = body.int8() === 1;
  body.bytes(4 + 3 + 4 + 4 + 4);
  const offset = body.int64() === -2 ? 0 : committed ? 9 : 10;
  return (writer: ByteWriter) => {
    writer.int32(0).int32(1).string("t").int32(1).int32(0).int16(0).int64(-1).int64(offset)
      .int32(0);
  };
}

function* starts(bytes: Uint8Array): Generator<number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at < bytes.length; at += 12 + view.getInt32(at + 8)) yield at;
}
