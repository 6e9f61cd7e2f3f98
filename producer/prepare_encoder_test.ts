import { deepEqual, equal } from "node:assert/strict";
import type { EventLog } from "@kafka-sim/common/log";
import { tickType } from "../common/schema/avro.ts";
import { schemaIdOf } from "../common/schema/frame.ts";
import { withRegistry } from "../common/schema/testing.ts";
import { prepareEncoder } from "./prepare_encoder.ts";

const TICK = {
  symbol: "AAPL",
  price: 150.25,
  timestamp: "2024-01-15T10:30:00.123Z",
  volume: 1000,
};

function context() {
  const events: string[] = [];
  const note = (event: string) => void events.push(event);
  const log: EventLog = { debug: note, info: note, warn: note, error: note };
  return { events, log, signal: new AbortController().signal };
}

const shared = { schema: undefined, startupTimeout: 60_000, topic: "stock_ticks" };

Deno.test("JSON needs no registry", async () => {
  const settings = { ...shared, format: "json", registry: undefined } as const;
  const open = await prepareEncoder(settings, context());
  const encode = await open();
  deepEqual(JSON.parse(encode(TICK).toString()), TICK);
});

Deno.test("Avro is registered for the topic, and goes on without the registry", () =>
  withRegistry(async (fake) => {
    const { events, ...rest } = context();
    const settings = { ...shared, format: "avro", registry: fake.url } as const;
    const open = await prepareEncoder(settings, rest);
    deepEqual(fake.paths, [], "the registry is asked too early");
    const encode = await open();
    deepEqual([...fake.subjects.keys()], ["stock_ticks-value"]);
    deepEqual(events, ["compatibility_set", "schema_registered"]);
    fake.fault = () => new Response("", { status: 503 });
    const value = encode(TICK);
    equal(schemaIdOf(value), 1);
    deepEqual({ ...tickType.fromBuffer(value.subarray(5)) }, TICK);
  }));
