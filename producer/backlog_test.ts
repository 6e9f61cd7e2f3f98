import { deepEqual, equal } from "node:assert/strict";
import { Backlog } from "./backlog.ts";
import { settle } from "./testing/fake_time.ts";

Deno.test("Backlog counts what is held and what fits", () => {
  const backlog = new Backlog(10);
  backlog.add(7);
  deepEqual([backlog.size, backlog.room], [7, 3]);
  backlog.add(3);
  backlog.remove(1);
  deepEqual([backlog.size, backlog.room], [9, 1]);
});

Deno.test("Backlog lets wait until there is room", async () => {
  const backlog = new Backlog(2);
  const { signal } = new AbortController();
  await backlog.waitForRoom(signal);
  backlog.add(2);
  let waited = false;
  const waiting = backlog.waitForRoom(signal).then(() => waited = true);
  await settle();
  equal(waited, false);
  backlog.remove(1);
  await waiting;
});

Deno.test("Backlog lets nobody wait beyond the signal", async () => {
  const backlog = new Backlog(1);
  const stop = new AbortController();
  backlog.add(1);
  const waiting = backlog.waitForRoom(stop.signal);
  stop.abort();
  await waiting;
  await backlog.waitForRoom(stop.signal);
});
