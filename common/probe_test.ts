import { deepEqual, equal } from "node:assert/strict";
import { createProbe, parseAddress } from "./probe.ts";

const strict = { sanitizeOps: true, sanitizeResources: true } as const;

/** Runs a test against a listener that does so with each connection. */
async function withServer(
  serve: (connection: Deno.Conn) => Promise<void>,
  test: (address: string) => Promise<void>,
): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const serving = (async () => {
    for await (const connection of listener) {
      await serve(connection).finally(() => connection.close());
    }
  })();
  await test(`127.0.0.1:${port}`);
  listener.close();
  await serving;
}

/** Reads until the other side closes. */
async function swallow(connection: Deno.Conn): Promise<void> {
  const buffer = new Uint8Array(64);
  while (await connection.read(buffer).catch(() => null) !== null);
}

Deno.test("Probe asks for the API versions and takes any answer", strict, async () => {
  let request: number[] = [];
  await withServer(async (connection) => {
    const buffer = new Uint8Array(64);
    const length = await connection.read(buffer) ?? 0;
    request = [...buffer.subarray(0, length)];
    await connection.write(new Uint8Array([0, 0, 0, 4, 0, 0, 0, 0]));
    await swallow(connection);
  }, async (address) => {
    equal(await createProbe({ tls: false, timeout: 1_000 })(address), "answered");
  });
  // Size 10, ApiVersions (18), version 0, correlation id 0, no client id.
  deepEqual(request, [0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, 255, 255]);
});

Deno.test("Probe tells a broker that takes connections and does nothing", strict, async () => {
  await withServer(swallow, async (address) => {
    equal(await createProbe({ tls: false, timeout: 50 })(address), "silent");
  });
});

Deno.test("Probe tells a closed port, and a broker that hangs up", strict, async () => {
  let address = "";
  await withServer(() => Promise.resolve(), async (open) => {
    address = open;
    equal(await createProbe({ tls: false, timeout: 1_000 })(open), "refused");
  });
  equal(await createProbe({ tls: false, timeout: 1_000 })(address), "refused");
});

Deno.test("Probe over TLS takes a plain port for no broker", strict, async () => {
  await withServer(async (connection) => {
    await connection.read(new Uint8Array(64));
    await connection.write(new TextEncoder().encode("no TLS here"));
  }, async (address) => {
    equal(await createProbe({ tls: true, timeout: 1_000 })(address), "refused");
  });
});

Deno.test("parseAddress() splits at the last colon", () => {
  deepEqual(parseAddress("kafka-1:9092"), { host: "kafka-1", port: 9092 });
  deepEqual(parseAddress("[::1]:9092"), { host: "::1", port: 9092 });
});
