import process from "node:process";
import { Counter, Gauge, type Registry } from "prom-client";
import { VERSION } from "./version.ts";

/**
 * Adds what every program says about its process, under the names that Prometheus has for it.
 * prom-client's own default metrics are left out: under Deno they need to read `/proc`, count no
 * handles, and write `Nan`, which is no number to Prometheus.
 */
export function addProcessMetrics(registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: "kafka_sim_build_info",
    help: "Always 1; the version stands in the label",
    labelNames: ["version"],
    registers,
  }).set({ version: VERSION }, 1);
  new Gauge({
    name: "process_start_time_seconds",
    help: "Start of the process, seconds since 1970",
    registers,
  }).set(performance.timeOrigin / 1_000);
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Memory of the process that is in RAM",
    registers,
    collect() {
      this.set(Deno.memoryUsage().rss);
    },
  });
  new Gauge({
    name: "process_heap_bytes",
    help: "JavaScript heap in use",
    registers,
    collect() {
      this.set(Deno.memoryUsage().heapUsed);
    },
  });
  new Counter({
    name: "process_cpu_seconds_total",
    help: "CPU time that the process has used",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
}
