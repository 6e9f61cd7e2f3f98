import { deepEqual, equal } from "node:assert/strict";
import { LogWatch } from "./log_watch.ts";
import { withFolder } from "./testing.ts";

const NEVER = new AbortController().signal;

Deno.test("LogWatch finds a text that arrives in two parts, and not what stood there before", () =>
  withFolder(async (folder) => {
    const path = `${folder}/log`;
    await Deno.writeTextFile(path, "Kafka Server started\n");
    const watch = new LogWatch(path);
    const stop = new AbortController();
    const early = watch.waitFor("Server started", AbortSignal.abort());
    equal(await early, false);
    const found = watch.waitFor("Server started", stop.signal);
    await Deno.writeTextFile(path, "Kafka Ser", { append: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Deno.writeTextFile(path, "ver started\n", { append: true });
    equal(await found, true);
  }));

Deno.test("LogWatch waits for a file that is not there yet", () =>
  withFolder(async (folder) => {
    const found = new LogWatch(`${folder}/log`).waitFor("hello", NEVER);
    await Deno.writeTextFile(`${folder}/log`, "hello\n");
    equal(await found, true);
  }));

Deno.test("LogWatch still sees what was written before it was told to stop", () =>
  withFolder(async (folder) => {
    const watch = new LogWatch(`${folder}/log`);
    await Deno.writeTextFile(`${folder}/log`, "hello\n");
    equal(await watch.waitFor("hello", AbortSignal.abort()), true);
  }));

Deno.test("LogWatch has the last lines of what was appended since, and none from before", () =>
  withFolder(async (folder) => {
    const path = `${folder}/log`;
    deepEqual(await new LogWatch(path).lines(100), []);
    await Deno.writeTextFile(path, "before\n");
    const watch = new LogWatch(path);
    deepEqual(await watch.lines(100), []);
    await Deno.writeTextFile(path, "one\n\ntwo\n", { append: true });
    deepEqual(await watch.lines(100), ["one", "two"]);
    deepEqual(await watch.lines(4), ["two"]);
  }));
