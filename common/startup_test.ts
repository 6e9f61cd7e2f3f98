import { deepEqual, equal, match, rejects } from "node:assert/strict";
import type { ProgramError } from "./errors.ts";
import { createClient, type KafkaClient } from "./kafka.ts";
import { openLog } from "./log.ts";
import type { ClusterMetadata } from "./metadata.ts";
import { connectCluster } from "./startup.ts";
import { closedPort, withListener } from "./testing/listener.ts";
import { broker } from "./testing/metadata_answer.ts";

const settings = {
  tls: false,
  clusterId: undefined,
  sessionTimeout: 9_000,
  startupTimeout: 60_000,
};
type Event = Record<string, unknown>;

/** Connects, and calls back with each event. */
async function connect(
  brokers: string[],
  options: {
    readonly onEvent?: (event: Event) => void;
    readonly signal?: AbortSignal;
    readonly topic?: string;
    readonly startupTimeout?: number;
    readonly onClient?: (client: KafkaClient) => void;
  },
) {
  const { onEvent = () => {}, onClient = () => {} } = options;
  const { signal = new AbortController().signal } = options;
  const write = (line: string) => onEvent(JSON.parse(line));
  const log = openLog({ program: "test", level: "INFO", write });
  const connection = { ...settings, ...options, brokers };
  const client = createClient(connection, { clientId: "test", log });
  onClient(client);
  try {
    return await connectCluster(client, connection, { ...options, log, signal });
  } finally {
    client.close();
  }
}

function metadata(brokers: string[], topics: ClusterMetadata["topics"] = []): ClusterMetadata {
  return { clusterId: "abc", brokers, topics };
}

Deno.test("connectCluster() waits for a cluster that is still forming, and says so", async () => {
  const events: Event[] = [];
  let own = "";
  let isFormed = false;
  await withListener(broker(() => metadata(isFormed ? [own] : [])), async (address) => {
    own = address;
    const known: string[] = [];
    const found = await connect([address], {
      onEvent: (event) => {
        events.push(event);
        if (event.event === "cluster_waiting") isFormed = true;
      },
      onClient: ({ breaker }) => breaker.know = (address) => known.push(address),
    });
    deepEqual(found, { clusterId: "abc", brokers: [address], partitions: 0 });
    deepEqual(events.map(({ event }) => event), ["cluster_waiting", "cluster_connected"]);
    match(String(events[0]?.problem), /no broker has joined it yet/);
    // No topic was asked for: 0 would be taken for a count.
    equal("partitions" in events[1]! && events[1].partitions !== undefined, false);
    // The breaker has to know every broker before it may suspend one.
    deepEqual(known, [address]);
  });
});

Deno.test("connectCluster() waits for a topic that is being created, and warns at once", async () => {
  const events: Event[] = [];
  const present = {
    name: "ticks",
    errorCode: 0,
    partitions: [{ partition: 0, leader: 1, replicas: [1], inSync: [1] }],
  };
  const missing = { ...present, errorCode: 3, partitions: [] };
  let own = "";
  let isCreated = false;
  const answer = () => metadata([own], [isCreated ? present : missing]);
  await withListener(broker(answer), async (address) => {
    own = address;
    const found = await connect([address], {
      topic: "ticks",
      onEvent: (event) => {
        events.push(event);
        if (event.event === "topic_missing") isCreated = true;
      },
    });
    equal(found.partitions, 1);
    equal(events[0]?.event, "topic_missing");
    match(String(events[0]?.remedy), /deno task topics/);
  });
});

Deno.test("connectCluster() gives up after the startup timeout, with the last reason", async () => {
  const waiting = connect([closedPort()], { startupTimeout: 1 });
  await rejects(waiting, { code: "broker_refused" });
});

Deno.test("connectCluster() does not wait where a setting has to change", async () => {
  await withListener(broker(() => metadata([])), async (address) => {
    const connection = { ...settings, brokers: [address], tls: true };
    const log = openLog({ program: "test", level: "ERROR" });
    const client = createClient(connection, { clientId: "test", log });
    const { signal } = new AbortController();
    const connecting = connectCluster(client, connection, { log, signal });
    await rejects(connecting, ({ code, exitCode }: ProgramError) => {
      deepEqual([code, exitCode], ["tls_on_plain_port", 2]);
      return true;
    });
    client.close();
  });
});

Deno.test("connectCluster() ends with the signal, wherever it waits", async () => {
  const stop = new AbortController();
  const onEvent = () => stop.abort(new Error("enough"));
  await rejects(connect([closedPort()], { onEvent, signal: stop.signal }), /enough/);
  await rejects(connect([closedPort()], { signal: AbortSignal.abort(new Error("no")) }), /no/);
});

Deno.test({
  name: "connectCluster() names a missing permission before it connects",
  permissions: { env: true, net: ["127.0.0.1:9092"] },
  fn: async () => {
    await rejects(connect(["127.0.0.1:9093"], {}), { code: "net_permission_missing" });
  },
});
