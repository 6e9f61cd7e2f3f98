import { deepEqual, equal, ok, rejects, throws } from "node:assert/strict";
import { ProgramError } from "../errors.ts";
import type { EventLog } from "../log.ts";
import { TICK_SCHEMA } from "./avro.ts";
import { checkSchema, ensureSchema, parseWriterSchema } from "./ensure_schema.ts";
import { Registry } from "./registry.ts";
import { withRegistry } from "./testing.ts";

const SUBJECT = "stock_ticks-value";
const VENUE = { name: "venue", type: ["null", "string"], default: null };

type Fields = { name: string; type: unknown; default?: unknown }[];

function changed(change: (fields: Fields) => void): string {
  const schema = JSON.parse(TICK_SCHEMA);
  change(schema.fields);
  return JSON.stringify(schema);
}

function recorder(events: string[]): EventLog {
  const note = (event: string) => void events.push(event);
  return { debug: note, info: note, warn: note, error: note };
}

function code(expected: string, ...texts: string[]) {
  return (error: unknown) => {
    ok(error instanceof ProgramError, String(error));
    equal(error.code, expected);
    for (const text of texts) ok(error.message.includes(text), error.message);
    return true;
  };
}

Deno.test("The compatibility is set, read back and the schema registered once", () =>
  withRegistry(async (fake) => {
    const events: string[] = [];
    const registry = new Registry(fake.url);
    const schema = parseWriterSchema(TICK_SCHEMA, "schemas/tick.avsc");
    const options = { subject: SUBJECT, log: recorder(events) };
    equal(await ensureSchema(registry, schema, options), 1);
    equal(await ensureSchema(registry, schema, options), 1);
    equal(fake.level, "BACKWARD");
    deepEqual(events, ["compatibility_set", "schema_registered", "schema_registered"]);
  }));

Deno.test("A stricter compatibility is left as it is", () =>
  withRegistry(async (fake) => {
    fake.level = "FULL_TRANSITIVE";
    const schema = parseWriterSchema(TICK_SCHEMA, "own");
    await ensureSchema(new Registry(fake.url), schema, { subject: SUBJECT, log: recorder([]) });
    equal(fake.level, "FULL_TRANSITIVE");
  }));

Deno.test("A compatibility that only the registry has is set for the subject, too", () =>
  withRegistry(async (fake) => {
    const registry = new Registry(fake.url);
    const schema = parseWriterSchema(TICK_SCHEMA, "own");
    const options = { subject: SUBJECT, log: recorder([]) };
    for (const [globalLevel, level] of [["FULL", "FULL"], ["FORWARD", "BACKWARD"]] as const) {
      Object.assign(fake, { globalLevel, level: undefined });
      await ensureSchema(registry, schema, options);
      equal(fake.level, level);
    }
    Object.assign(fake, { globalLevel: "BACKWARD", level: undefined, keepsLevel: false });
    await rejects(
      ensureSchema(registry, schema, options),
      code("compatibility_not_kept", SUBJECT, "none is set"),
    );
  }));

Deno.test("A registry that does not keep the compatibility is not written to", () =>
  withRegistry(async (fake) => {
    fake.keepsLevel = false;
    const schema = parseWriterSchema(TICK_SCHEMA, "own");
    const work = ensureSchema(new Registry(fake.url), schema, {
      subject: SUBJECT,
      log: recorder([]),
    });
    await rejects(work, code("compatibility_not_kept", "NONE"));
    equal(fake.subjects.size, 0);
  }));

Deno.test("An optional field may come and go, a field that readers need may not", () =>
  withRegistry(async (fake) => {
    const registry = new Registry(fake.url);
    const newer = parseWriterSchema(changed((fields) => fields.push(VENUE)), "newer.avsc");
    fake.add(SUBJECT, TICK_SCHEMA);
    await checkSchema(registry, newer, { subject: SUBJECT });
    fake.add(SUBJECT, newer.text);
    const own = parseWriterSchema(TICK_SCHEMA, "schemas/tick.avsc");
    await checkSchema(registry, own, { subject: SUBJECT });
    // Somebody else has come to need a venue.
    fake.add(SUBJECT, changed((fields) => fields.push({ name: "venue", type: "string" })));
    await rejects(
      checkSchema(registry, own, { subject: SUBJECT }),
      code("schema_incompatible", "version 3", 'field "venue" (string) is missing'),
    );
  }));

Deno.test("A topic whose schema is no Avro is not written to", () =>
  withRegistry(async (fake) => {
    fake.add(SUBJECT, 'syntax = "proto3";');
    const own = parseWriterSchema(TICK_SCHEMA, "schemas/tick.avsc");
    const work = checkSchema(new Registry(fake.url), own, { subject: SUBJECT });
    await rejects(work, code("schema_incompatible", "version 1", "no Avro"));
  }));

Deno.test("A schema by which consumers cannot read ticks is refused with the differences", () => {
  const cases: [string, string][] = [
    [changed((fields) => fields.splice(3, 1)), 'field "volume" (long) is missing'],
    [changed((fields) => fields[1]!.type = "string"), "decimal(11,2) and is string"],
    [changed((fields) => fields.push({ name: "must", type: "int" })), "without a default"],
    ['{"type":"string"}', 'field "symbol" (string) is missing'],
    [TICK_SCHEMA.replace('"Tick"', '"Trade"'), "no record of a tick"],
  ];
  for (const [text, state] of cases) {
    throws(() => parseWriterSchema(text, "own.avsc"), code("schema_unfit", "own.avsc", state));
  }
  throws(() => parseWriterSchema("nonsense", "own.avsc"), code("schema_invalid", "own.avsc"));
});
