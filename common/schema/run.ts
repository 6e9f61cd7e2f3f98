import type { ProgramContext } from "../program.ts";
import { subjectOf } from "../tick_format.ts";
import { awaitRegistry } from "./await_registry.ts";
import { describeSubject } from "./describe_subject.ts";
import { checkSchema, ensureSchema } from "./ensure_schema.ts";
import { loadSchema } from "./open_format.ts";
import { Registry } from "./registry.ts";
import type { SchemaSettings } from "./settings.ts";

/** What the schema program can do. */
export const COMMANDS = ["check", "register", "show"] as const;

/** One of {@linkcode COMMANDS}. */
export type SchemaCommand = typeof COMMANDS[number];

/**
 * The schema program: checks the schema against the topic's subject, registers it, or prints what the
 * registry has. Resolves to the exit code.
 *
 * @throws {ProgramError} As `loadSchema()`, `awaitRegistry()`, `checkSchema()` and `ensureSchema()` do.
 */
export async function run(
  command: SchemaCommand,
  settings: SchemaSettings,
  { log, signal }: ProgramContext,
): Promise<number> {
  const { topic, startupTimeout } = settings;
  const registry = new Registry(settings.registry!);
  const subject = subjectOf(topic);
  const options = { subject, log, signal };
  const waiting = { log, signal, startupTimeout };
  if (command === "show") {
    const text = await awaitRegistry(
      registry,
      () => describeSubject(registry, subject, signal),
      waiting,
    );
    return print(text);
  }
  const schema = await loadSchema(settings.schema);
  if (command === "register") {
    const id = await awaitRegistry(
      registry,
      () => ensureSchema(registry, schema, options),
      waiting,
    );
    return print(`${subject}: ${schema.name} has id ${id}\n`);
  }
  await awaitRegistry(registry, () => checkSchema(registry, schema, options), waiting);
  return print(`${subject}: ${schema.name} is compatible\n`);
}

function print(text: string): number {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
  return 0;
}
