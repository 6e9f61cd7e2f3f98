import { equal, ok, throws } from "node:assert/strict";
import { freePorts } from "./ports.ts";

Deno.test("freePorts() gives different ports below those that systems hand out", () => {
  const ports = freePorts(6);
  equal(new Set(ports).size, 6);
  ok(ports.every((port) => port >= 20_000 && port < 32_000));
});

Deno.test("freePorts() passes over a port that is taken", () => {
  const [taken, free] = freePorts(2) as [number, number];
  using _listener = Deno.listen({ hostname: "127.0.0.1", port: taken });
  const draws = [taken, taken, free].map((port) => (port - 20_000 + 0.5) / 12_000);
  equal(freePorts(1, () => draws.shift()!)[0], free);
});

Deno.test("freePorts() gives up when there are none", () => {
  const [port] = freePorts(1) as [number];
  using _listener = Deno.listen({ hostname: "127.0.0.1", port });
  throws(() => freePorts(1, () => (port - 20_000 + 0.5) / 12_000), /Cannot find 1 free ports/);
});
