import { ok } from "node:assert/strict";
import { systemTime } from "./time.ts";

const strict = { sanitizeOps: true, sanitizeResources: true } as const;

Deno.test("systemTime waits no longer than the signal, and leaves no timer", strict, async () => {
  const stop = new AbortController();
  const waiting = systemTime.wait(60_000, stop.signal);
  stop.abort();
  await waiting;
  await systemTime.wait(60_000, stop.signal);
});

Deno.test("systemTime waits as long as it is told to", strict, async () => {
  const before = systemTime.now();
  await systemTime.wait(20);
  ok(systemTime.now() - before >= 19);
});
