import { deepEqual, rejects } from "node:assert/strict";
import { settleAll } from "./settle_all.ts";

Deno.test("settleAll() waits for all, and then throws what the first that failed says", async () => {
  const done: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const settling = settleAll([
    Promise.reject(new Error("at once")),
    promise.then(() => void done.push("later")),
    promise.then(() => Promise.reject(new Error("later"))),
  ]);
  resolve();
  await rejects(settling, /at once/);
  deepEqual(done, ["later"]);
  await settleAll([]);
});
