import { deepEqual, equal, rejects } from "node:assert/strict";
import { decodeResponse, encodeRequest, fetchPartitions } from "./metadata.ts";

/** Writes what the protocol's types are made of. */
function bytes(...parts: (number[] | string)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? [0, part.length, ...new TextEncoder().encode(part)] : part
    ),
  );
}

const int32 = (
  value: number,
) => [value >> 24 & 255, value >> 16 & 255, value >> 8 & 255, value & 255];

const RESPONSE = bytes(
  [...int32(1), ...int32(0)], // correlation id, throttle time
  int32(2), // brokers
  int32(1),
  "127.0.0.1",
  [...int32(20_001), 255, 255],
  int32(2),
  "127.0.0.1",
  [...int32(20_002), 255, 255],
  "cluster",
  int32(2), // controller
  [...int32(1), 0, 0],
  "ticks",
  [0, ...int32(2)], // not internal, two partitions
  [0, 0, ...int32(1), ...int32(-1), ...int32(1), ...int32(1), ...int32(0), ...int32(0)],
  [0, 0, ...int32(0), ...int32(2), ...int32(2), ...int32(1), ...int32(2)],
  [...int32(2), ...int32(2), ...int32(1), ...int32(0)],
);

Deno.test("encodeRequest() asks for one topic and forbids creating it", () => {
  const head = [0, 3, 0, 5, ...int32(1), 255, 255, ...int32(1)];
  const expected = bytes(int32(head.length + 2 + 5 + 1), head, "ticks", [0]);
  deepEqual([...encodeRequest("ticks")], [...expected]);
});

Deno.test("decodeResponse() reads leaders and in-sync copies", () => {
  deepEqual(decodeResponse(RESPONSE), [
    { partition: 0, leader: 2, inSync: [2, 1] },
    { partition: 1, leader: -1, inSync: [] },
  ]);
});

Deno.test("fetchPartitions() gives up on a node that is paused", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const address = `127.0.0.1:${(listener.addr as Deno.NetAddr).port}`;
  await rejects(fetchPartitions(address, "ticks", 50));
});

Deno.test("fetchPartitions() takes an answer that comes in pieces", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const address = `127.0.0.1:${(listener.addr as Deno.NetAddr).port}`;
  const serving = (async () => {
    using connection = await listener.accept();
    await connection.read(new Uint8Array(100));
    const answer = Uint8Array.from([...int32(RESPONSE.length), ...RESPONSE]);
    for (const part of [answer.subarray(0, 3), answer.subarray(3, 30), answer.subarray(30)]) {
      await connection.write(part);
    }
  })();
  equal((await fetchPartitions(address, "ticks", 5_000)).length, 2);
  await serving;
});
