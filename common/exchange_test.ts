import { deepEqual, equal } from "node:assert/strict";
import { exchange, isKafkaAnswer } from "./exchange.ts";
import { closedPort, hangsUp, says, silent, withListener } from "./testing/listener.ts";

const strict = { sanitizeOps: true, sanitizeResources: true } as const;
const plain = { tls: false, timeout: 5_000 } as const;
/** For ports that do not answer at all. */
const SHORT = 200;

Deno.test("exchange() asks for the API versions, or what it is told to ask", strict, async () => {
  const asked: number[][] = [];
  await withListener(async (connection) => {
    const buffer = new Uint8Array(64);
    asked.push([...buffer.subarray(0, await connection.read(buffer) ?? 0)]);
  }, async (address) => {
    await exchange(address, plain);
    await exchange(address, { ...plain, question: Uint8Array.of(0, 0, 0, 1, 7) });
  });
  deepEqual(asked, [[0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, 255, 255], [0, 0, 0, 1, 7]]);
});

Deno.test("exchange() waits for the whole of an answer that comes in parts", strict, async () => {
  await withListener(async (connection) => {
    await connection.read(new Uint8Array(64));
    // Each part goes on its way alone.
    (connection as Deno.TcpConn).setNoDelay();
    for (const part of [[0, 0], [0, 6, 0, 0], [0, 0], [1, 2]]) {
      await connection.write(Uint8Array.from(part));
    }
    await silent(connection);
  }, async (address) => {
    const answer = await exchange(address, plain);
    equal(answer.outcome, "answered");
    deepEqual("bytes" in answer && [...answer.bytes], [0, 0, 0, 6, 0, 0, 0, 0, 1, 2]);
  });
});

Deno.test("exchange() takes what came before the end of another protocol", strict, async () => {
  await withListener(says([0, 0]), async (address) => {
    deepEqual((await exchange(address, { ...plain, timeout: SHORT })).outcome, "answered");
  });
});

Deno.test("exchange() says how far the connection came", strict, async () => {
  await withListener(silent, async (address) => {
    const asked = await exchange(address, { tls: false, timeout: SHORT });
    deepEqual(asked, { outcome: "silent", phase: "asking" });
    const handshake = await exchange(address, { tls: true, timeout: SHORT });
    deepEqual(handshake, { outcome: "silent", phase: "handshaking" });
  });
  await withListener(hangsUp, async (address) => {
    deepEqual(await exchange(address, plain), { outcome: "closed", phase: "asking" });
  });
  const refused = await exchange(closedPort(), plain);
  deepEqual("code" in refused && [refused.code, refused.phase], ["ECONNREFUSED", "connecting"]);
});

Deno.test("isKafkaAnswer() wants the length and the correlation id right", () => {
  equal(isKafkaAnswer(Uint8Array.of(0, 0, 0, 4, 0, 0, 0, 0)), true);
  equal(isKafkaAnswer(Uint8Array.of(0, 0, 0, 4, 0, 0, 0, 1)), false);
  equal(isKafkaAnswer(Uint8Array.of(0, 0, 0, 5, 0, 0, 0, 0)), false);
  equal(isKafkaAnswer(Uint8Array.of(0, 0, 0, 4)), false);
});
