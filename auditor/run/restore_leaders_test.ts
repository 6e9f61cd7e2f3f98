import { deepEqual } from "node:assert/strict";
import { restoreLeaders } from "./restore_leaders.ts";

/** A cluster whose partitions 0 and 1 belong to node 1 and come back to it after some tries. */
function clusterAt(leaders: [number, number], tries: number) {
  const asked: number[][] = [];
  return {
    asked,
    topic: () =>
      Promise.resolve({
        ...{ clusterId: "c", brokers: new Map(), topicError: 0 },
        partitions: leaders.map((leader, partition) => ({
          ...{ partition, errorCode: 0, leader, leaderEpoch: 1 },
          ...{ replicas: [1, 2], inSync: [1, 2] },
        })),
      }),
    electPreferred: (_topic: string, partitions: readonly number[]) => {
      asked.push([...partitions]);
      if (asked.length >= tries) leaders.fill(1);
      return Promise.resolve();
    },
  };
}

const OPTIONS = { topic: "t", interval: 1 };

Deno.test("restoreLeaders() asks for what is led by others, until it is not", async () => {
  const cluster = clusterAt([1, 2], 3);
  deepEqual(await restoreLeaders({ cluster, ...OPTIONS, patience: 10_000 }), []);
  deepEqual(cluster.asked, [[1], [1], [1]]);
});

Deno.test("restoreLeaders() says what it could not reach", async () => {
  const cluster = clusterAt([2, 1], Infinity);
  deepEqual(await restoreLeaders({ cluster, ...OPTIONS, patience: 5 }), [
    "partition 0 could not be read from node 1, which did not lead it",
  ]);
});
