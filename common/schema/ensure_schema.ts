import type { Type } from "avsc";
import { ProgramError } from "../errors.ts";
import type { EventLog } from "../log.ts";
import { parseSchema, TICK_SCHEMA, tickType } from "./avro.ts";
import { canRead, differences } from "./differences.ts";
import { ensureLevel } from "./ensure_level.ts";
import type { Registry } from "./registry.ts";
import { RegistryError } from "./registry_error.ts";

/** A schema to write ticks with. */
export interface WriterSchema {
  /** Avro's JSON. */
  readonly text: string;
  /** What people call it: its file. */
  readonly name: string;
  readonly type: Type;
}

/** Options of {@linkcode checkSchema} and {@linkcode ensureSchema}. */
export interface SchemaOptions {
  readonly subject: string;
  readonly log: EventLog;
  readonly signal?: AbortSignal;
}

const SAMPLE = { symbol: "AAPL", price: 1.5, timestamp: "2024-01-15T10:30:00.123Z", volume: 1 };
const CONFLICT = 409;

/**
 * Reads a schema to write ticks with.
 *
 * @throws {ProgramError} Exit code 2: `schema_invalid`, or `schema_unfit` if no tick can be written with
 * it that the consumers of this version read.
 */
export function parseWriterSchema(text: string, name: string): WriterSchema {
  let type: Type;
  try {
    type = parseSchema(text);
  } catch (cause) {
    throw new ProgramError("schema_invalid", `Cannot use ${name}: ${(cause as Error).message}`, {
      remedy: "Correct it by https://avro.apache.org/docs/1.12.0/specification/",
      exitCode: 2,
      cause,
    });
  }
  if (canRead(tickType, type) && type.isValid(SAMPLE)) return { text, name, type };
  const found = differences(TICK_SCHEMA, text);
  const state = found.join("; ") || "it is no record of a tick";
  throw new ProgramError("schema_unfit", `Cannot write ticks with ${name}: ${state}`, {
    remedy: "Keep the fields of schemas/tick.avsc as they are, and give each other one a default",
    exitCode: 2,
  });
}

/**
 * Whether readers of the subject's latest schema and of this one read each other's ticks. More than
 * BACKWARD asks for, which lets a required field be removed under consumers that are running.
 *
 * @throws {ProgramError} `schema_incompatible`, with the differences.
 * @throws {RegistryError} If the registry cannot be asked.
 */
export async function checkSchema(
  registry: Registry,
  { text, name, type }: WriterSchema,
  { subject, signal }: Omit<SchemaOptions, "log">,
): Promise<void> {
  const latest = await registry.latest(subject, signal);
  if (!latest) return;
  const target = `version ${latest.version} of ${subject}`;
  const before = readSchema(latest.schema);
  if (!before) {
    throw new ProgramError(
      "schema_incompatible",
      `Cannot write ticks: ${target} is no Avro schema`,
      {
        remedy: "Use another topic, or another registry",
      },
    );
  }
  const refuse = (state: string) => {
    const found = differences(latest.schema, text).join("; ");
    return new ProgramError(
      "schema_incompatible",
      `Cannot write ticks with ${name}: ${state} (${target})${found && `: ${found}`}`,
      { remedy: "Take the change back, or give what is new a default; or use another topic" },
    );
  };
  if (!canRead(before, type)) throw refuse("readers of the schema in use cannot read them");
  if (!canRead(type, before)) throw refuse("its readers cannot read what has been written");
  if (!await registry.accepts(subject, text, signal)) throw refuse("the registry refuses it");
}

/**
 * Sees to it that the registry refuses what is not backward compatible, checks the schema and registers
 * it. Resolves to its id.
 *
 * @throws {ProgramError} `compatibility_not_kept`, `schema_incompatible`.
 * @throws {RegistryError} If the registry cannot be asked.
 */
export async function ensureSchema(
  registry: Registry,
  schema: WriterSchema,
  options: SchemaOptions,
): Promise<number> {
  const { subject, log, signal } = options;
  await ensureLevel(registry, options);
  await checkSchema(registry, schema, options);
  try {
    const id = await registry.register(subject, schema.text, signal);
    log.info("schema_registered", { subject, id, schema: schema.name });
    return id;
  } catch (error) {
    if (!(error instanceof RegistryError) || error.errorCode !== CONFLICT) throw error;
    const message = `Cannot write ticks with ${schema.name}: ${error.message}`;
    throw new ProgramError("schema_incompatible", message, {
      remedy: "Take the change back, or give what is new a default; or use another topic",
    });
  }
}

/** Undefined: it is of another kind, such as Protobuf. */
function readSchema(text: string): Type | undefined {
  try {
    return parseSchema(text);
  } catch {
    return undefined;
  }
}
