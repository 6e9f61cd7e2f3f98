import { deepEqual, equal, match, ok, throws } from "node:assert/strict";
import { Counter, Registry } from "prom-client";
import { ProgramError } from "./errors.ts";
import { type HttpServer, type Probe, startHttp } from "./http.ts";
import { openLog } from "./log.ts";

function start(port: number | "off", answers: { health?: Probe; ready?: Probe } = {}) {
  const events: Record<string, unknown>[] = [];
  const log = openLog({
    program: "test",
    level: "INFO",
    write: (line) => events.push(JSON.parse(line)),
  });
  const well = { ok: true, detail: {} };
  const registry = new Registry();
  const server = startHttp({
    port,
    log,
    registry,
    health: () => answers.health ?? well,
    ready: () => answers.ready ?? well,
  });
  return { server, events, registry };
}

async function get(server: HttpServer, path: string, init?: RequestInit) {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, init);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

Deno.test("startHttp answers /health and /ready with 200 or 503 and the details", async () => {
  const ill = { ok: false, detail: { longest_stall_seconds: 130 } };
  const ready = { ok: true, detail: { partitions: 6 } };
  const { server, events } = start(0, { health: ill, ready });
  deepEqual(events.map(({ event, port }) => ({ event, port })), [
    { event: "http_listening", port: server.port },
  ]);
  const health = await get(server, "/health");
  equal(health.status, 503);
  deepEqual(JSON.parse(health.text), { ok: false, longest_stall_seconds: 130 });
  const readiness = await get(server, "/ready");
  equal(readiness.status, 200);
  deepEqual(JSON.parse(readiness.text), { ok: true, partitions: 6 });
  await server.close();
});

Deno.test("startHttp serves metrics, those of the process too", async () => {
  const { server, registry } = start(0);
  new Counter({ name: "kafka_sim_test_total", help: "Test", registers: [registry] }).inc(3);
  const { status, text, headers } = await get(server, "/metrics");
  equal(status, 200);
  match(headers.get("content-type")!, /^text\/plain/);
  match(text, /^kafka_sim_test_total 3$/m);
  match(text, /^process_resident_memory_bytes [1-9]/m);
  await server.close();
});

Deno.test("startHttp refuses what it does not know", async () => {
  const { server } = start(0);
  equal((await get(server, "/")).status, 404);
  equal((await get(server, "/health", { method: "POST" })).status, 405);
  await server.close();
});

Deno.test("startHttp that is off opens nothing", async () => {
  const { server, events } = start("off");
  equal(server.port, undefined);
  deepEqual(events, []);
  await server.close();
});

Deno.test("startHttp on a taken port says which setting helps", async () => {
  const { server } = start(0);
  throws(() => start(server.port!), (error) => {
    ok(error instanceof ProgramError);
    equal(error.code, "http_port_taken");
    equal(error.exitCode, 2);
    match(error.remedy, /HEALTH_PORT/);
    return true;
  });
  await server.close();
});

Deno.test("startHttp frees its port at once, whoever is still connected", async () => {
  const { server } = start(0);
  const idle = await Deno.connect({ hostname: "127.0.0.1", port: server.port! });
  await idle.write(new TextEncoder().encode("GET /health HTTP/1.1\r\nHost: x\r\n"));
  await server.close();
  idle.close();
  const { server: next } = start(server.port!);
  await next.close();
});
