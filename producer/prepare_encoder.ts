import type { ProgramContext } from "@kafka-sim/common/program";
import { encodeJson, type TickEncoder } from "@kafka-sim/common/tick_format";
import type { ProducerSettings } from "./settings.ts";

/** Registers the schema, where there is one, and makes the encoder. */
export type OpenEncoder = () => Promise<TickEncoder>;

/**
 * Reads the schema of the format that is set. The result is called once it is certain that ticks may be
 * sent to this cluster: a registry keeps what is written to it. Avro's code is loaded only where it is
 * needed: it takes longer to load than all the rest.
 *
 * @throws {ProgramError} As `loadSchema()` does; the result as `openAvroEncoder()` does.
 * @throws The signal's reason.
 */
export async function prepareEncoder(
  { format, registry, schema, startupTimeout, topic }: Pick<
    ProducerSettings,
    "format" | "registry" | "schema" | "startupTimeout" | "topic"
  >,
  context: ProgramContext,
): Promise<OpenEncoder> {
  if (format === "json") return () => Promise.resolve(encodeJson);
  const { loadSchema, openAvroEncoder } = await import("@kafka-sim/common/schema");
  const writer = await loadSchema(schema);
  return () => openAvroEncoder(writer, { ...context, topic, startupTimeout, registry: registry! });
}
