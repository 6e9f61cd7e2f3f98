import { equal, ok, rejects } from "node:assert/strict";
import { ProgramError } from "../errors.ts";
import type { EventLog } from "../log.ts";
import { awaitRegistry } from "./await_registry.ts";
import { Registry } from "./registry.ts";
import { withRegistry } from "./testing.ts";

function options(events: string[], now: () => number, signal = new AbortController().signal) {
  const note = (event: string) => void events.push(event);
  const log: EventLog = { debug: note, info: note, warn: note, error: note };
  const wait = (_: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    return Promise.resolve();
  };
  return { log, signal, startupTimeout: 60_000, now, wait };
}

Deno.test("A registry that comes up is waited for, and it is said", () =>
  withRegistry(async (fake) => {
    const events: string[] = [];
    let asked = 0;
    fake.fault = () => {
      if (++asked === 2) fake.fault = undefined;
      return new Response("", { status: 503 });
    };
    const registry = new Registry(fake.url);
    const found = await awaitRegistry(
      registry,
      () => registry.subjects(),
      options(events, () => 0),
    );
    equal(found.length, 0);
    equal(events.join(), "registry_waiting");
  }));

Deno.test("A registry that does not come up is waited for no longer than the startup timeout", () =>
  withRegistry(async (fake) => {
    fake.fault = () => new Response("", { status: 503 });
    const registry = new Registry(fake.url);
    let now = 0;
    const work = awaitRegistry(
      registry,
      () => registry.subjects(),
      options([], () => now += 20_000),
    );
    await rejects(
      work,
      (error) => error instanceof ProgramError && error.code === "registry_unreachable",
    );
  }));

Deno.test("What is no registry is not waited for", () =>
  withRegistry(async (fake) => {
    fake.fault = () => new Response("<html>");
    const registry = new Registry(fake.url);
    const events: string[] = [];
    await rejects(
      awaitRegistry(registry, () => registry.subjects(), options(events, () => 0)),
      (error) => {
        ok(error instanceof ProgramError);
        equal(error.code, "registry_not_recognised");
        ok(error.remedy.includes("/apis/ccompat/v7"));
        return true;
      },
    );
    equal(events.length, 0);
  }));

Deno.test("A stop ends the wait", () =>
  withRegistry(async (fake) => {
    fake.fault = () => new Response("", { status: 503 });
    const registry = new Registry(fake.url);
    const stop = new AbortController();
    const events: string[] = [];
    const work = awaitRegistry(registry, () => {
      queueMicrotask(() => stop.abort(new Error("Enough")));
      return registry.subjects(stop.signal);
    }, options(events, () => 0, stop.signal));
    await rejects(work, /Enough/);
  }));
