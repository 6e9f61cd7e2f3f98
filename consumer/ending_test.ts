import { equal, throws } from "node:assert/strict";
import { Ending } from "./ending.ts";

Deno.test("Ending comes by the signal, by itself, or by the first of several errors", async () => {
  const stop = new AbortController();
  const ending = new Ending(stop.signal);
  equal(ending.signal.aborted, false);
  const reached = ending.reached();
  stop.abort();
  await reached;
  ending.throwIfFailed();
  equal(new Ending(stop.signal).signal.aborted, true);

  const failing = new Ending(new AbortController().signal);
  const [first, second] = [new Error("first"), new Error("second")];
  failing.fail(first);
  failing.fail(second);
  await failing.reached();
  throws(() => failing.throwIfFailed(), first);
});
