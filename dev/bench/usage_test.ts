import { deepEqual, equal, ok } from "node:assert/strict";
import { cpuSecondsOf, readProc, readPs, usageOf } from "./usage.ts";

const STAT = "42 (a name) with) R 1 42 42 0 -1 4194560 1 2 3 4 250 75 0 0 20 0 8 0 99 1 2\n";

Deno.test("CPU time and peak memory are read from /proc, whatever the name in brackets", () => {
  const status = "Name:\tjava\nVmPeak:\t  9000 kB\nVmHWM:\t    2048 kB\nVmRSS:\t  1000 kB\n";
  deepEqual(readProc(STAT + status), { cpuSeconds: 3.25, bytes: 2_097_152 });
});

Deno.test("a process that has ended has no memory to read", () => {
  equal(readProc(STAT + "Name:\tjava\nState:\tZ (zombie)\n"), undefined);
});

Deno.test("CPU time and memory are read from ps where there is no /proc", () => {
  deepEqual(readPs("  1:02.50   2048\n"), { cpuSeconds: 62.5, bytes: 2_097_152 });
  deepEqual(readPs("1:00:01.00 1"), { cpuSeconds: 3601, bytes: 1024 });
  equal(readPs(""), undefined);
});

Deno.test("the usage of this process can be read", async () => {
  const usage = await usageOf(Deno.pid);
  ok(usage && usage.cpuSeconds > 0 && usage.bytes > 1e6, JSON.stringify(usage));
});

Deno.test("a process that is gone has used nothing", async () => {
  const child = new Deno.Command("true").spawn();
  await child.status;
  equal(await usageOf(child.pid), undefined);
  equal(await cpuSecondsOf([child.pid]), 0);
});
