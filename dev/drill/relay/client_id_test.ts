import { equal } from "node:assert/strict";
import { request } from "./testing.ts";
import { nodeOfClient, readClientId } from "./client_id.ts";

Deno.test("readClientId() waits for the bytes that it needs, and no longer", () => {
  const bytes = request("raft-client-2");
  for (let length = 0; length < bytes.length; length++) {
    equal(readClientId(bytes.subarray(0, length)), undefined, `${length} bytes`);
  }
  equal(readClientId(bytes), "raft-client-2");
  equal(readClientId(Uint8Array.of(...bytes, 1, 2, 3)), "raft-client-2");
});

Deno.test("readClientId() knows a client that does not say", () => {
  equal(readClientId(request(null)), "");
});

Deno.test("nodeOfClient() knows the names that nodes use, and takes no other for one", () => {
  equal(nodeOfClient("broker-3-fetcher-0"), 3);
  equal(nodeOfClient("raft-client-12"), 12);
  equal(nodeOfClient("2"), 2);
  for (const other of ["", "kafka-sim", "kafka-sim-producer-2", "broker", "raft-client-", "2x"]) {
    equal(nodeOfClient(other), undefined, other);
  }
});
