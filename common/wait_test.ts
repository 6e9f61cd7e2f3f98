import { equal, rejects } from "node:assert/strict";
import { wait, within } from "./wait.ts";

const HOUR = 3_600_000;

Deno.test("wait resolves in time and leaves no timer behind when aborted", async () => {
  await wait(1);
  const stop = new AbortController();
  const waiting = wait(HOUR, stop.signal);
  stop.abort(new Error("enough"));
  await rejects(waiting, /enough/);
  await rejects(wait(HOUR, stop.signal), /enough/);
});

Deno.test("within passes on what the work comes to", async () => {
  equal(await within(Promise.resolve(7), HOUR, { late: new Error("late") }), 7);
  const failing = within(Promise.reject(new Error("broken")), HOUR, { late: new Error("late") });
  await rejects(failing, /broken/);
});

Deno.test("within gives up on work that takes too long, or when aborted", async () => {
  const { promise: never } = Promise.withResolvers<void>();
  await rejects(within(never, 1, { late: new Error("late") }), /late/);
  const stop = new AbortController();
  const waiting = within(never, HOUR, { late: new Error("late"), signal: stop.signal });
  stop.abort(new Error("enough"));
  await rejects(waiting, /enough/);
});

Deno.test("within does not mind work that fails later", async () => {
  const { promise, reject } = Promise.withResolvers<void>();
  await rejects(within(promise, 1, { late: new Error("late") }), /late/);
  reject(new Error("nobody waits for this"));
  await wait(1);
});
