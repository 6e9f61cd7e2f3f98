import { ProgramError } from "../errors.ts";
import { requireRead } from "../permissions.ts";
import { subjectOf, type TickEncoder, type TickReader } from "../tick_format.ts";
import { TICK_SCHEMA } from "./avro.ts";
import { type AwaitOptions, awaitRegistry } from "./await_registry.ts";
import { ensureSchema, parseWriterSchema, type WriterSchema } from "./ensure_schema.ts";
import { createFramer } from "./frame.ts";
import { Registry } from "./registry.ts";
import { AvroTickReader } from "./tick_reader.ts";

/** What a format is opened for. */
export interface OpenOptions extends AwaitOptions {
  readonly topic: string;
  /** The registry's address. */
  readonly registry: string;
}

/**
 * Registers the schema for the topic, where that is compatible, and makes an encoder by it. From then on
 * the registry is not needed any more.
 *
 * @param writer See {@linkcode loadSchema}.
 * @throws {ProgramError} As `awaitRegistry()` and `ensureSchema()` do.
 * @throws The signal's reason.
 */
export async function openAvroEncoder(
  writer: WriterSchema,
  options: OpenOptions,
): Promise<TickEncoder> {
  const { topic, log, signal } = options;
  const registry = new Registry(options.registry);
  const subject = subjectOf(topic);
  const id = await awaitRegistry(
    registry,
    () => ensureSchema(registry, writer, { subject, log, signal }),
    options,
  );
  return createFramer(writer.type, id);
}

/**
 * Makes a reader of JSON and Avro.
 *
 * @param waits Whether the registry must be there, and the topic's schemas fetched, before it resolves.
 * @throws {ProgramError} As `awaitRegistry()` does.
 * @throws The signal's reason.
 */
export async function openAvroReader(waits: boolean, options: OpenOptions): Promise<TickReader> {
  const { log, signal } = options;
  const registry = new Registry(options.registry);
  const reader = new AvroTickReader({ registry, log, signal });
  if (waits) await awaitRegistry(registry, () => learnAll(reader, registry, options), options);
  return reader;
}

async function learnAll(
  reader: AvroTickReader,
  registry: Registry,
  { topic, signal }: OpenOptions,
): Promise<void> {
  const subject = subjectOf(topic);
  for (const number of await registry.versions(subject, signal)) {
    const found = await registry.version(subject, number, signal);
    if (found) reader.learn(found.id, found.schema);
  }
}

/**
 * Reads a schema file to write ticks with.
 *
 * @param path Undefined: the project's own.
 * @throws {ProgramError} Exit code 2: `schema_unreadable`, `read_permission_missing`, `schema_invalid`,
 * `schema_unfit`.
 */
export async function loadSchema(path: string | undefined): Promise<WriterSchema> {
  if (path === undefined) return parseWriterSchema(TICK_SCHEMA, "schemas/tick.avsc");
  requireRead(path);
  try {
    return parseWriterSchema(await Deno.readTextFile(path), path);
  } catch (cause) {
    if (cause instanceof ProgramError) throw cause;
    throw new ProgramError("schema_unreadable", `Cannot read the schema in ${path}`, {
      remedy: "Name a file that is there and may be read with --schema (TICK_SCHEMA)",
      exitCode: 2,
      cause,
    });
  }
}
