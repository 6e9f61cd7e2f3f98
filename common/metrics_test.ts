import { match, ok } from "node:assert/strict";
import process from "node:process";
import { Registry } from "prom-client";
import { addProcessMetrics } from "./metrics.ts";

async function read(registry: Registry, name: string): Promise<number> {
  const [metric] = await registry.getSingleMetric(name)!.get().then(({ values }) => values);
  return metric!.value;
}

/** Makes the CPU work until this process has used so much of it. */
function work(milliseconds: number): void {
  const end = cpuMilliseconds() + milliseconds;
  while (cpuMilliseconds() < end);
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

Deno.test("the process metrics follow the process", async () => {
  const registry = new Registry();
  addProcessMetrics(registry);
  const before = await read(registry, "process_cpu_seconds_total");
  work(100);
  const used = await read(registry, "process_cpu_seconds_total") - before;
  ok(used >= 0.1 && used < 10, `${used} s`);
  const resident = await read(registry, "process_resident_memory_bytes");
  ok(resident > 20e6 && resident < 10e9, `${resident} bytes`);
  const started = await read(registry, "process_start_time_seconds");
  ok(started > Date.now() / 1_000 - 3_600 && started <= Date.now() / 1_000);
});

Deno.test("the process metrics are in Prometheus' format", async () => {
  const registry = new Registry();
  addProcessMetrics(registry);
  for (const line of (await registry.metrics()).split("\n")) {
    match(line, /^$|^# (HELP|TYPE) [a-z_]+ .+$|^[a-z_]+(\{version="[\d.]+"\})? [\d.e+]+$/);
  }
});
