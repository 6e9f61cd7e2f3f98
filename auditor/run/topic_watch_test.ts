import { deepEqual, equal } from "node:assert/strict";
import { fakeDial, topicAnswer } from "../log_reader/fake_broker.ts";
import type { ClusterMetadata } from "../log_reader/metadata.ts";
import { mergeViews, TopicWatch } from "./topic_watch.ts";

function answer(epoch: number, leader: number, inSync: readonly number[]): ClusterMetadata {
  const replicas = [1, 2, 3];
  return {
    clusterId: "c",
    brokers: new Map(inSync.map((node) => [node, `b:${node}`])),
    topicError: 0,
    partitions: [{ partition: 0, errorCode: 0, leader, leaderEpoch: epoch, replicas, inSync }],
  };
}

Deno.test("mergeViews() believes those that know the latest leader, and most of them", () => {
  const stale = answer(4, 1, [1, 2, 3]);
  const { partitions, nodes } = mergeViews([
    stale,
    answer(5, 2, [2, 3]),
    stale,
    answer(5, 2, [2]),
    answer(5, 2, [2, 3]),
  ]);
  deepEqual([partitions[0]!.leader, partitions[0]!.inSync], [2, [2, 3]]);
  deepEqual(nodes, [1, 2, 3]);
});

Deno.test("TopicWatch tells changes once, and keeps the view when nobody answers", async () => {
  let now: ReturnType<typeof topicAnswer> | undefined = topicAnswer(1, 7);
  const told: [number, number | undefined][] = [];
  const watch = new TopicWatch({
    brokers: ["b:1"],
    topic: "t",
    dial: fakeDial(({ address }) => address === "b:3" ? undefined : now),
    timeout: 30,
    onChange: ({ partitions }, before) => {
      told.push([partitions[0]!.leader, before?.partitions[0]?.leader]);
    },
  });
  await watch.look();
  await watch.look();
  now = topicAnswer(2, 8);
  await watch.look();
  now = undefined;
  await watch.look();
  deepEqual(told, [[1, undefined], [2, 1]]);
  equal(watch.view.partitions[0]!.leader, 2);
  equal(watch.inSyncSince, undefined, "node 1 is not in sync");
  watch.close();
});
