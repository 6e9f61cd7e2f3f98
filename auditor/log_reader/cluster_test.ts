import { deepEqual, equal, rejects } from "node:assert/strict";
import { Cluster } from "./cluster.ts";
import { type FakeAnswer, fakeDial, topicAnswer } from "./fake_broker.ts";

const FAST = { backOff: 1, patience: 200, requestTimeout: 50 };

Deno.test("Cluster asks the next broker where one closes the connection or never answers", async () => {
  const asked: string[] = [];
  const dial = fakeDial(({ address }): FakeAnswer => {
    asked.push(address);
    if (address === "b:1") return "close";
    return address === "b:2" ? undefined : topicAnswer(2, 7);
  });
  const cluster = new Cluster({ brokers: ["b:1", "b:2", "b:3"], dial, ...FAST });
  const { clusterId, partitions } = await cluster.topic("t");
  equal(clusterId, "cluster");
  deepEqual(partitions, [
    { partition: 0, errorCode: 0, leader: 2, leaderEpoch: 7, replicas: [1, 2, 3], inSync: [2, 3] },
  ]);
  deepEqual(asked, ["b:1", "b:2", "b:3"]);
  cluster.close();
});

Deno.test("Cluster says at once that the topic is missing or the cluster another", async () => {
  const missing = fakeDial(() => topicAnswer(-1, 0, 3));
  await rejects(new Cluster({ brokers: ["b:1"], dial: missing }).topic("t"), {
    code: "topic_missing",
  });
  const dial = fakeDial(() => topicAnswer(1, 0));
  const cluster = new Cluster({ brokers: ["b:1"], dial, clusterId: "mine" });
  await rejects(cluster.topic("t"), { code: "wrong_cluster", message: /this one is "cluster"/ });
});

Deno.test("Cluster says which version a broker does not serve", async () => {
  const dial = fakeDial(() => topicAnswer(1, 0), [[3, 9, 13]]);
  await rejects(new Cluster({ brokers: ["b:1"], dial, ...FAST }).topic("t"), {
    code: "version",
    message: "Cannot ask b:1 for Metadata version 7: it serves 9 to 13",
  });
});

Deno.test("Cluster loses its patience with brokers that do not answer", async () => {
  const dial = fakeDial(() => undefined);
  await rejects(new Cluster({ brokers: ["b:1"], dial, ...FAST }).topic("t"), {
    code: "connection",
    message: /No.* within 50 ms/,
  });
});

Deno.test("Cluster asks a group's coordinator for what it has committed", async () => {
  let starting = true;
  const dial = fakeDial(({ address, key }) => {
    if (key === 10) {
      const error = starting ? 15 : 0;
      starting = false;
      return (writer) => {
        writer.int32(0).int16(error).string(null).int32(2).string("b").int32(2);
      };
    }
    equal(address, "b:2");
    return (writer) => {
      writer.int32(0).int32(1).string("t").array([[0, 5], [1, -1]], ([partition, offset]) => {
        writer.int32(partition!).int64(offset!).int32(-1).string("").int16(0);
      });
      writer.int16(0);
    };
  });
  const cluster = new Cluster({ brokers: ["b:1"], dial, ...FAST });
  deepEqual(await cluster.committed("g", "t", [0, 1]), new Map([[0, 5]]));
  cluster.close();
});

Deno.test("Cluster asks brokers for preferred leaders until one is the controller", async () => {
  const asked: string[] = [];
  const dial = fakeDial(({ address, key, body }) => {
    equal(key, 43);
    asked.push(address);
    equal(body.int8(), 0, "preferred");
    deepEqual(body.array(() => [body.string(), body.array(() => body.int32())]), [["t", [0, 4]]]);
    if (address === "b:1") return "close";
    const error = address === "b:2" ? 41 : 0;
    return (writer) => {
      writer.int32(0).int16(error).array(["t"], (topic) => {
        writer.string(topic).array([0, 4], (partition) => {
          writer.int32(partition).int16(84).string("not needed");
        });
      });
    };
  });
  const cluster = new Cluster({ brokers: ["b:1", "b:2", "b:3"], dial, ...FAST });
  await cluster.electPreferred("t", [0, 4]);
  deepEqual(asked, ["b:1", "b:2", "b:3"]);
  cluster.close();
});
