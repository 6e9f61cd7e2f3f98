import { deepEqual, rejects } from "node:assert/strict";
import type { KafkaClient } from "@kafka-sim/common/kafka";
import { askOffsets } from "./offsets_query.ts";

/** A client whose admin answers so, and the calls it gets. */
function setup(committed: readonly { partition: number; offset: string }[]) {
  const calls: string[] = [];
  const did = (call: string, result?: unknown) => (argument?: unknown) => {
    calls.push(argument === undefined ? call : `${call} ${JSON.stringify(argument)}`);
    return Promise.resolve(result);
  };
  const logs = [0, 1, 2].map((partition) => ({ partition, low: "5", high: "90" }));
  const admin = {
    connect: did("connect"),
    fetchTopicOffsets: did("ends", logs),
    fetchOffsets: did("committed", [{ topic: "ticks", partitions: committed }]),
    disconnect: did("disconnect"),
  };
  const watch = (client: unknown) => calls.push(client === admin ? "watch" : "watch another");
  const client = { kafka: { admin: () => admin }, watch } as unknown as KafkaClient;
  return { calls, admin, client };
}

const QUERY = { topic: "ticks", group: "g-ticks" };

Deno.test("askOffsets() tells where the group goes on, where it has not committed too", async () => {
  const { client } = setup([{ partition: 0, offset: "40" }, { partition: 1, offset: "-1" }]);
  const committed = async (from: "earliest" | "latest") =>
    (await askOffsets(client, { ...QUERY, from })).map(({ end, committed }) => [end, committed]);
  deepEqual(await committed("earliest"), [[90n, 40n], [90n, 5n], [90n, 5n]]);
  deepEqual(await committed("latest"), [[90n, 40n], [90n, 90n], [90n, 90n]]);
});

Deno.test("askOffsets() has a request time-out look at the broker, from the first request on", async () => {
  const { client, calls } = setup([]);
  await askOffsets(client, { ...QUERY, from: "earliest" });
  deepEqual(calls, [
    "watch",
    "connect",
    'ends "ticks"',
    'committed {"groupId":"g-ticks","topics":["ticks"]}',
    "disconnect",
  ]);
});

Deno.test("askOffsets() disconnects although nobody answers", async () => {
  const { client, admin, calls } = setup([]);
  admin.fetchTopicOffsets = () => Promise.reject(new Error("No leader"));
  await rejects(askOffsets(client, { ...QUERY, from: "earliest" }), /No leader/);
  deepEqual(calls, ["watch", "connect", "disconnect"]);
});
