import { equal, match } from "node:assert/strict";
import net from "node:net";
import type { ConnectionOptions } from "node:tls";
import { Breaker } from "./breaker.ts";
import { openLog } from "./log.ts";
import type { ProbeAnswer } from "./probe.ts";
import { Sockets } from "./sockets.ts";

const strict = { sanitizeOps: true, sanitizeResources: true } as const;

/** A port that takes connections, a breaker whose probes say so, and sockets on both. */
async function setup(answer: ProbeAnswer) {
  const accepted = new Set<net.Socket>();
  const server = net.createServer((socket) => accepted.add(socket.on("error", () => {})));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  const log = openLog({ program: "test", level: "ERROR" });
  const breaker = new Breaker({ log, probe: () => Promise.resolve(answer) });
  breaker.know("other:1");
  const sockets = new Sockets(breaker);
  return {
    breaker,
    sockets,
    address: `127.0.0.1:${port}`,
    open: (onConnect: () => void = () => {}) =>
      // kafkajs passes null for a plain connection, whatever its types say.
      sockets.factory({
        host: "127.0.0.1",
        port,
        ssl: null as unknown as ConnectionOptions,
        onConnect,
      }),
    close: async () => {
      sockets.close();
      breaker.close();
      for (const socket of accepted) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function failure(socket: net.Socket): Promise<Error> {
  return new Promise((resolve) => socket.on("error", resolve));
}

function connected(open: (onConnect: () => void) => net.Socket): Promise<net.Socket> {
  return new Promise((resolve) => {
    const socket = open(() => resolve(socket));
  });
}

Deno.test(
  "Sockets cuts the open ones of a suspended broker, with an error that kafkajs sees",
  strict,
  async () => {
    const { breaker, sockets, address, open, close } = await setup("silent");
    const socket = await connected(open);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    const failed = failure(socket);
    await breaker.requestTimedOut(address);
    match((await failed).message, /suspended/);
    await closed;
    equal(sockets.size, 0);
    await close();
  },
);

Deno.test("Sockets refuses new ones to a suspended broker at once", strict, async () => {
  const { breaker, sockets, address, open, close } = await setup("silent");
  await breaker.requestTimedOut(address);
  match((await failure(open())).message, /suspended/);
  equal(sockets.size, 0);
  await close();
});

Deno.test("Sockets leaves a broker alone that answers", strict, async () => {
  const { breaker, sockets, address, open, close } = await setup("answered");
  const socket = await connected(open);
  await breaker.requestTimedOut(address);
  equal(socket.destroyed, false);
  equal(sockets.size, 1);
  socket.on("error", () => {});
  await close();
});

Deno.test(
  "Sockets closes all, those still connecting too, and opens no other",
  strict,
  async () => {
    const { sockets, open, close } = await setup("answered");
    const failed = [failure(await connected(open)), failure(open())];
    sockets.close();
    for (const error of await Promise.all(failed)) match(error.message, /closed/);
    match((await failure(open())).message, /closed/);
    await close();
  },
);
