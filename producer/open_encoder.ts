import type { ProgramContext } from "@kafka-sim/common/program";
import { encodeJson, type TickEncoder } from "@kafka-sim/common/tick_format";
import type { ProducerSettings } from "./settings.ts";

/**
 * The encoder of the format that is set. Avro's code is loaded only where it is needed: it takes longer
 * to load than all the rest.
 *
 * @throws {ProgramError} As `openAvroEncoder()` does.
 * @throws The signal's reason.
 */
export async function openEncoder(
  { format, registry, schema, startupTimeout, topic }: Pick<
    ProducerSettings,
    "format" | "registry" | "schema" | "startupTimeout" | "topic"
  >,
  context: ProgramContext,
): Promise<TickEncoder> {
  if (format === "json") return encodeJson;
  const { openAvroEncoder } = await import("@kafka-sim/common/schema");
  const options = { ...context, topic, startupTimeout, registry: registry! };
  return await openAvroEncoder(schema, options);
}
