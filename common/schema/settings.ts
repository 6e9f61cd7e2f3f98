import type { Settings } from "../settings.ts";
import { connectionSettings, operationSettings, topicSettings } from "../shared_settings.ts";
import { formatSettings, schemaFileSetting } from "../tick_format.ts";

/** The settings of the schema program. */
export const schemaSettings = {
  ...topicSettings,
  registry: formatSettings.registry,
  ...schemaFileSetting,
  startupTimeout: {
    ...connectionSettings.startupTimeout,
    meaning: "how long to wait for a registry that is still starting",
  },
  logLevel: operationSettings.logLevel,
} as const;

/** What {@linkcode schemaSettings} resolves to. */
export type SchemaSettings = Settings<typeof schemaSettings>;

/** The rules between settings: a sentence for each that is broken. */
export function checkSchemaSettings({ registry }: SchemaSettings): readonly string[] {
  if (registry !== undefined) return [];
  return ["Cannot do without a registry: name it with --registry (SCHEMA_REGISTRY_URL)"];
}
