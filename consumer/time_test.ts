import { ok } from "node:assert/strict";
import { systemTime } from "./time.ts";

Deno.test("systemTime waits, but no longer than until the signal", async () => {
  const start = performance.now();
  await systemTime.wait(20);
  ok(performance.now() - start >= 19);
  const stop = new AbortController();
  const waiting = systemTime.wait(60_000, stop.signal);
  stop.abort();
  await waiting;
  await systemTime.wait(60_000, stop.signal);
  ok(performance.now() - start < 30_000);
});
