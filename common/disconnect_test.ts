import { equal } from "node:assert/strict";
import { disconnectWithin } from "./disconnect.ts";

const strict = { sanitizeOps: true, sanitizeResources: true } as const;

Deno.test("disconnectWithin() does not wait for a client that hangs", strict, async () => {
  await disconnectWithin({ disconnect: () => new Promise(() => {}) }, 5);
});

Deno.test(
  "disconnectWithin() waits for a client that disconnects, and takes its error",
  strict,
  async () => {
    let done = false;
    const work = async () => {
      await Promise.resolve();
      done = true;
      throw new Error("late");
    };
    await disconnectWithin({ disconnect: work }, 60_000);
    equal(done, true);
  },
);
