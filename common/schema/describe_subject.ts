import { differences } from "./differences.ts";
import type { RegisteredSchema, Registry } from "./registry.ts";

/**
 * What a registry has for a subject, as text for people: its compatibility, each version with what it changed,
 * and the latest schema.
 */
export async function describeSubject(
  registry: Registry,
  subject: string,
  signal?: AbortSignal,
): Promise<string> {
  const versions: RegisteredSchema[] = [];
  for (const number of await registry.versions(subject, signal)) {
    const version = await registry.version(subject, number, signal);
    if (version) versions.push(version);
  }
  const latest = versions.at(-1);
  if (!latest) return `${subject}: no schema is registered\n`;
  const level = await registry.compatibility(subject, signal);
  const lines = versions.map(({ version, id, schema }, index) => {
    const before = versions[index - 1];
    const found = before && isJson(before.schema) && isJson(schema)
      ? differences(before.schema, schema).join("; ") || "same fields"
      : "";
    return `version ${version}, id ${id}${found && `: ${found}`}`;
  });
  const pretty = isJson(latest.schema)
    ? JSON.stringify(JSON.parse(latest.schema), null, 2)
    : latest.schema;
  return `${[`${subject}, compatibility ${level}`, ...lines, pretty].join("\n")}\n`;
}

/** Protobuf's schemas are not. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
