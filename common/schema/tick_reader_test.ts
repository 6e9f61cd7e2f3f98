import { deepEqual, equal, ok, rejects, throws } from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { EventLog } from "../log.ts";
import { TickError, type TickProblem } from "../tick.ts";
import { encodeJson } from "../tick_format.ts";
import { parseSchema, TICK_SCHEMA, tickType } from "./avro.ts";
import { createFramer } from "./frame.ts";
import { Registry } from "./registry.ts";
import { AvroTickReader } from "./tick_reader.ts";
import { type FakeRegistry, withRegistry } from "./testing.ts";

const SUBJECT = "stock_ticks-value";
const TICK = {
  symbol: "AAPL",
  price: 150.25,
  timestamp: "2024-01-15T10:30:00.123Z",
  volume: 1000,
};

/** A reader whose clock and events the test has in hand. */
function readerOf({ url }: FakeRegistry, stop = new AbortController()) {
  const events: string[] = [];
  const note = (event: string) => void events.push(event);
  const log: EventLog = { debug: () => {}, info: note, warn: note, error: note };
  const clock = { now: 0, pauses: [] as number[], onPause: () => {} };
  const reader = new AvroTickReader({
    registry: new Registry(url),
    log,
    signal: stop.signal,
    now: () => clock.now,
    mostUnknown: 10,
    wait: (milliseconds, signal) => {
      clock.pauses.push(milliseconds);
      clock.onPause();
      signal.throwIfAborted();
      return Promise.resolve();
    },
  });
  return { reader, events, clock };
}

async function readOne(reader: AvroTickReader, value: Uint8Array | null) {
  await reader.prepare([value]);
  return reader.read(value);
}

function rejected(reason: TickProblem) {
  return (error: unknown) => {
    equal(error instanceof TickError && error.reason, reason, String(error));
    return true;
  };
}

Deno.test("JSON and Avro are read side by side, and each schema is fetched once", () =>
  withRegistry(async (fake) => {
    const id = fake.add(SUBJECT, TICK_SCHEMA);
    const { reader } = readerOf(fake);
    const avro = createFramer(tickType, id)(TICK);
    const json = encodeJson(TICK);
    await reader.prepare([avro, json, null, avro]);
    deepEqual(reader.read(avro), TICK);
    deepEqual(reader.read(json), TICK);
    equal(reader.prepare([avro, json]), undefined);
    equal(fake.paths.length, 1);
  }));

Deno.test("Ticks of a newer schema are read without what is new in it", () =>
  withRegistry(async (fake) => {
    const schema = JSON.parse(TICK_SCHEMA);
    schema.fields.unshift({ name: "venue", type: ["null", "string"], default: null });
    const id = fake.add(SUBJECT, JSON.stringify(schema));
    const write = createFramer(parseSchema(JSON.stringify(schema)), id);
    const { reader } = readerOf(fake);
    deepEqual(await readOne(reader, write({ ...TICK, venue: "XNAS" })), TICK);
  }));

Deno.test("What cannot be read is rejected with the reason", () =>
  withRegistry(async (fake) => {
    const id = fake.add(SUBJECT, TICK_SCHEMA);
    const other = fake.add("other", '{"type":"record","name":"R","fields":[]}');
    const protobuf = fake.add("protobuf", 'syntax = "proto3";');
    const { reader } = readerOf(fake);
    const write = createFramer(tickType, id);
    const cases: [Buffer | null, TickProblem][] = [
      [null, "empty"],
      [Buffer.of(0, 0, 0, 0, 1), "unknown_format"],
      [Buffer.of(1, 0, 0, 0, 1, 1), "unknown_format"],
      [Buffer.of(0, 0, 0, 0, 99, 1), "unknown_schema"],
      [Buffer.of(0, 0, 0, 0, other, 1), "other_schema"],
      [Buffer.of(0, 0, 0, 0, protobuf, 1), "other_schema"],
      [Buffer.of(0, 0, 0, 0, id, 255, 255), "not_avro"],
      [Buffer.concat([write(TICK), Buffer.of(7)]), "not_avro"],
      [write({ ...TICK, symbol: "no symbol" }), "impossible_value"],
      [write({ ...TICK, price: -1 }), "impossible_value"],
      [write({ ...TICK, volume: 0 }), "impossible_value"],
      [Buffer.from("nonsense"), "not_json"],
    ];
    for (const [value, reason] of cases) {
      await reader.prepare([value]);
      throws(() => reader.read(value), rejected(reason));
    }
  }));

Deno.test("An id that the registry does not know is asked for again after half a minute", () =>
  withRegistry(async (fake) => {
    const { reader, clock } = readerOf(fake);
    const value = createFramer(tickType, 1)(TICK);
    await rejects(readOne(reader, value), rejected("unknown_schema"));
    fake.add(SUBJECT, TICK_SCHEMA);
    await rejects(readOne(reader, value), rejected("unknown_schema"));
    clock.now = 30_000;
    deepEqual(await readOne(reader, value), TICK);
  }));

Deno.test("While the registry is down, known schemas are read and others are asked for on and on", () =>
  withRegistry(async (fake) => {
    const known = createFramer(tickType, fake.add(SUBJECT, TICK_SCHEMA))(TICK);
    const unseen = createFramer(tickType, fake.add(SUBJECT, TICK_SCHEMA))(TICK);
    const { reader, events, clock } = readerOf(fake);
    await reader.prepare([known]);
    let calls = 0;
    const faults = [
      () => new Response("", { status: 503 }),
      () => new Response("<html>a proxy's page"),
      () => Response.json({ error_code: 40101, message: "Who are you?" }, { status: 401 }),
    ];
    fake.fault = () => faults[calls % faults.length]!();
    clock.onPause = () => {
      if (++calls === 7) fake.fault = undefined;
    };
    deepEqual(reader.read(known), TICK);
    deepEqual(await readOne(reader, unseen), TICK);
    deepEqual(clock.pauses, [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    deepEqual(events, ["schemas_delayed", "schemas_resumed"]);
  }));

Deno.test("A stop ends the asking", () =>
  withRegistry(async (fake) => {
    fake.fault = () => new Response("", { status: 503 });
    const stop = new AbortController();
    const { reader, clock } = readerOf(fake, stop);
    clock.onPause = () => stop.abort(new Error("Enough"));
    await rejects(readOne(reader, createFramer(tickType, 1)(TICK)), /Enough/);
  }));

/** Values whose ids no registry knows. */
function unknownValues(first: number, count: number): Buffer[] {
  return Array.from({ length: count }, (_, at) => createFramer(tickType, first + at)(TICK));
}

Deno.test("Ids without end are rejected one by one, however long the asking takes, and asked once", () =>
  withRegistry(async (fake) => {
    const good = createFramer(tickType, fake.add(SUBJECT, TICK_SCHEMA))(TICK);
    const { reader, clock } = readerOf(fake);
    await reader.prepare([good]);
    fake.fault = () => {
      clock.now += 1_000;
      return Response.json({ error_code: 40403, message: "No" }, { status: 404 });
    };
    const values = [...unknownValues(10, 100), good];
    await reader.prepare(values);
    // The group gives the batch again, as its partition has paused meanwhile.
    equal(reader.prepare(values), undefined);
    equal(fake.paths.length, 101);
    for (const value of values.slice(0, -1)) {
      throws(() => reader.read(value), rejected("unknown_schema"));
    }
    deepEqual(reader.read(good), TICK);
    // Ten are kept in mind, once they were read.
    equal(reader.prepare(values.slice(90)), undefined);
    ok(reader.prepare(values.slice(89)));
    await reader.prepare(values.slice(89));
  }));

Deno.test("Partitions with ids without end do not take each other's answers away", () =>
  withRegistry(async (fake) => {
    const { reader } = readerOf(fake);
    const one = unknownValues(10, 30);
    const two = unknownValues(25, 30);
    await Promise.all([reader.prepare(one), reader.prepare(two)]);
    deepEqual([reader.prepare(one), reader.prepare(two)], [undefined, undefined]);
    equal(fake.paths.length, 45);
    for (const value of [...one, ...two]) {
      throws(() => reader.read(value), rejected("unknown_schema"));
    }
  }));

Deno.test("Sixteen schemas are asked for at a time", () =>
  withRegistry(async (fake) => {
    const { reader } = readerOf(fake);
    const reached = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    let waiting = 0;
    let most = 0;
    fake.fault = async () => {
      most = Math.max(most, ++waiting);
      if (waiting === 16) reached.resolve();
      await answer.promise;
      waiting--;
      return Response.json({ error_code: 40403, message: "No" }, { status: 404 });
    };
    const prepared = reader.prepare(unknownValues(10, 40));
    await reached.promise;
    answer.resolve();
    await prepared;
    deepEqual([most, fake.paths.length], [16, 40]);
  }));
