import { equal, rejects } from "node:assert/strict";
import { orAbort } from "./or_abort.ts";

Deno.test("orAbort() gives what comes of the work, or the signal's reason where nothing does", async () => {
  const stop = new AbortController();
  equal(await orAbort(Promise.resolve(7), stop.signal), 7);
  await rejects(orAbort(Promise.reject(new Error("it broke")), stop.signal), /it broke/);
  const { promise, reject } = Promise.withResolvers<number>();
  const waiting = orAbort(promise, stop.signal);
  stop.abort(new Error("Ctrl-C"));
  await rejects(waiting, /Ctrl-C/);
  // Nobody is left to hear of it.
  reject(new Error("later"));
  await rejects(orAbort(Promise.resolve(7), stop.signal), /Ctrl-C/);
});
