import { deepEqual, equal, match, rejects } from "node:assert/strict";
import type { ClusterMetadata } from "./metadata.ts";
import type { Obstacle } from "./startup_errors.ts";
import { type ConnectedCluster, lookAtCluster } from "./startup_look.ts";
import { closedPort, silent, withListener } from "./testing/listener.ts";
import { broker } from "./testing/metadata_answer.ts";

const settings = {
  tls: false,
  clusterId: undefined,
  sessionTimeout: 9_000,
  startupTimeout: 60_000,
};
const partition = (id: number) => ({ partition: id, leader: 1, replicas: [1], inSync: [1] });
const TICKS = { name: "ticks", errorCode: 0, partitions: [0, 1, 2].map(partition) };
const MISSING = { name: "ticks", errorCode: 3, partitions: [] };
const metadata = (brokers: string[], topics: ClusterMetadata["topics"] = []) => ({
  clusterId: "abc",
  brokers,
  topics,
});

function codeOf(found: ConnectedCluster | Obstacle): string {
  return "error" in found ? found.error.code : "none";
}

/** Looks at a broker that says this of the cluster; `own` is its address. */
async function look(
  says: (own: string) => ClusterMetadata,
  wanted: Parameters<typeof lookAtCluster>[1] = {},
  clusterId?: string,
): Promise<{ found: ConnectedCluster | Obstacle; own: string }> {
  let result: ConnectedCluster | Obstacle | undefined;
  let own = "";
  await withListener(broker(() => says(own)), async (address) => {
    own = address;
    result = await lookAtCluster({ ...settings, clusterId, brokers: [address] }, wanted);
  });
  return { found: result!, own };
}

Deno.test("lookAtCluster() finds the cluster and counts the topic's partitions", async () => {
  const other = { ...TICKS, name: "other", partitions: [partition(0)] };
  const { found, own } = await look((own) => metadata([own], [other, TICKS]), {
    topic: "ticks",
    otherTopics: ["other"],
  }, "abc");
  deepEqual(found, { clusterId: "abc", brokers: [own], partitions: 3 });
  const without = await look((own) => metadata([own], [other]), { otherTopics: ["other"] });
  equal("partitions" in without.found && without.found.partitions, 0);
});

Deno.test("lookAtCluster() goes on where one of the brokers is enough", async () => {
  let own = "";
  await withListener(broker(() => metadata([own, closedPort()])), async (address) => {
    own = address;
    const brokers = [closedPort(), address];
    equal(codeOf(await lookAtCluster({ ...settings, brokers }, {})), "none");
  });
});

Deno.test("lookAtCluster() says that no broker can be talked to", async () => {
  equal(
    codeOf(await lookAtCluster({ ...settings, brokers: [closedPort()] }, {})),
    "broker_refused",
  );
});

Deno.test("lookAtCluster() refuses another cluster before it looks at anything else", async () => {
  const { found } = await look(() => metadata([], [MISSING]), { topic: "ticks" }, "xyz");
  equal(codeOf(found), "cluster_other");
  match("error" in found ? found.error.message : "", /must be "xyz": current id is "abc"/);
  equal("hopeless" in found && found.hopeless, true);
});

Deno.test("lookAtCluster() tells a cluster that is forming", async () => {
  equal(codeOf((await look(() => metadata([]))).found), "cluster_not_ready");
  const { found } = await look((own) => metadata([own]), { leastBrokers: 3 });
  equal(codeOf(found), "brokers_too_few");
  const electing = { ...MISSING, errorCode: 5 };
  const young = await look((own) => metadata([own], [electing]), { topic: "ticks" });
  equal(codeOf(young.found), "cluster_not_ready");
});

Deno.test("lookAtCluster() tells a missing topic, with the command that creates it", async () => {
  const { found, own } = await look((own) => metadata([own], [MISSING]), { topic: "ticks" });
  equal(codeOf(found), "topic_missing");
  const remedy = `Create it: deno task topics --brokers ${own} --topic ticks`;
  equal("error" in found && found.error.remedy, remedy);
});

Deno.test("lookAtCluster() tells advertised addresses that do not work from here", async () => {
  const away = closedPort();
  const { found } = await look(() => metadata([away]));
  equal(codeOf(found), "advertised_address_unusable");
  match("error" in found ? found.error.message : "", new RegExp(`${away} refuses connections`));
  // One that works is enough.
  await withListener(broker(() => metadata([])), async (working) => {
    equal(codeOf((await look(() => metadata([away, working]))).found), "none");
  });
});

Deno.test("lookAtCluster() tells a broker that is greeted and then silent", async () => {
  let greeted = 0;
  const serve = async (connection: Deno.Conn) => {
    await (greeted++ === 0 ? broker(() => metadata([])) : silent)(connection);
  };
  await withListener(serve, async (address) => {
    const found = await lookAtCluster({ ...settings, brokers: [address] }, {});
    equal(codeOf(found), "cluster_not_ready");
  });
});

Deno.test({
  name: "lookAtCluster() takes a missing permission for what it is, not for an outage",
  permissions: { net: ["127.0.0.1"] },
  fn: async () => {
    await rejects(look(() => metadata(["localhost:9092"])), { code: "net_permission_missing" });
  },
});
