import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { ProgramError } from "../errors.ts";
import type { EventLog } from "../log.ts";
import { encodeJson } from "../tick_format.ts";
import { TICK_SCHEMA, tickType } from "./avro.ts";
import { createFramer } from "./frame.ts";
import { loadSchema, openAvroEncoder, openAvroReader } from "./open_format.ts";
import { type FakeRegistry, withRegistry } from "./testing.ts";

const TICK = {
  symbol: "AAPL",
  price: 150.25,
  timestamp: "2024-01-15T10:30:00.123Z",
  volume: 1000,
};

function options({ url }: FakeRegistry) {
  const quiet = () => {};
  const log: EventLog = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const { signal } = new AbortController();
  return { topic: "ticks", registry: url, log, signal, startupTimeout: 60_000 };
}

Deno.test("What an encoder writes, a reader reads", () =>
  withRegistry(async (fake) => {
    const encode = await openAvroEncoder(await loadSchema(undefined), options(fake));
    const reader = await openAvroReader(true, options(fake));
    const value = encode(TICK);
    equal(reader.prepare([value]), undefined);
    deepEqual(reader.read(value), TICK);
  }));

Deno.test("A reader that waits has every version of the topic's schema, and outlives the registry", () =>
  withRegistry(async (fake) => {
    const ids = [1, 2].map(() => fake.add("ticks-value", TICK_SCHEMA));
    const reader = await openAvroReader(true, options(fake));
    fake.fault = () => new Response("", { status: 503 });
    for (const id of ids) {
      const value = createFramer(tickType, id)(TICK);
      equal(reader.prepare([value]), undefined);
      deepEqual(reader.read(value), TICK);
    }
  }));

Deno.test("A reader that does not wait asks nothing before it must", () =>
  withRegistry(async (fake) => {
    const reader = await openAvroReader(false, options(fake));
    deepEqual(reader.read(encodeJson(TICK)), TICK);
    deepEqual(fake.paths, []);
  }));

Deno.test("A schema file that cannot be read is named", async () => {
  await rejects(loadSchema("/nowhere/own.avsc"), (error) => {
    ok(error instanceof ProgramError);
    deepEqual([error.code, error.exitCode], ["schema_unreadable", 2]);
    return error.message.includes("/nowhere/own.avsc");
  });
});
