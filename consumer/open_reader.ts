import type { ProgramContext } from "@kafka-sim/common/program";
import { jsonReader, type TickReader } from "@kafka-sim/common/tick_format";
import type { ConsumerSettings } from "./settings.ts";

/**
 * The reader of ticks: of JSON and Avro side by side where there is a registry, whatever the format.
 * Avro's code is loaded only where it is needed: it takes longer to load than all the rest.
 *
 * @throws {ProgramError} As `openAvroReader()` does.
 * @throws The signal's reason.
 */
export async function openReader(
  { format, registry, startupTimeout, topic }: Pick<
    ConsumerSettings,
    "format" | "registry" | "startupTimeout" | "topic"
  >,
  context: ProgramContext,
): Promise<TickReader> {
  if (registry === undefined) return jsonReader;
  const { openAvroReader } = await import("@kafka-sim/common/schema");
  return await openAvroReader(format === "avro", { ...context, topic, startupTimeout, registry });
}
