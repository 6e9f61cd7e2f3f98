import { equal, ok, rejects } from "node:assert/strict";
import { tryLock, withLock } from "./lock.ts";

async function withPath(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(`${folder}/lock`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("tryLock() refuses what another holds, and takes it afterwards", () =>
  withPath(async (path) => {
    const first = await tryLock(path);
    ok(first);
    equal(await tryLock(path), undefined);
    first.close();
    const second = await tryLock(path);
    ok(second);
    second.close();
  }));

Deno.test("withLock() lets one work at a time and tells of the wait", () =>
  withPath(async (path) => {
    const events: string[] = [];
    const gate = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    const first = withLock(path, async () => {
      entered.resolve();
      await gate.promise;
      events.push("first");
    });
    await entered.promise;
    const waits = Promise.withResolvers<void>();
    const second = withLock(path, () => Promise.resolve(void events.push("second")), {
      onWait: waits.resolve,
    });
    await waits.promise;
    gate.resolve();
    await Promise.all([first, second]);
    equal(events.join(), "first,second");
  }));

Deno.test("withLock() gives up the wait on its signal", () =>
  withPath(async (path) => {
    const held = await tryLock(path);
    const stop = new AbortController();
    const waiting = withLock(path, () => Promise.resolve(), {
      onWait: () => stop.abort(new Error("asked to end")),
      signal: stop.signal,
    });
    await rejects(waiting, /asked to end/);
    held!.close();
  }));
