import type { Type } from "avsc";

interface Field {
  readonly name: string;
  readonly type: unknown;
  readonly default?: unknown;
}

/**
 * What is different in `after`, field by field, for people: `field "volume" (long) is missing`. Docs and
 * the order of fields make no difference to Avro's readers.
 */
export function differences(before: string, after: string): string[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const found: string[] = [];
  for (const { name, type } of old.values()) {
    const other = now.get(name);
    if (!other) found.push(`field "${name}" (${typeText(type)}) is missing`);
    else if (typeText(other.type) !== typeText(type)) {
      found.push(`field "${name}" was ${typeText(type)} and is ${typeText(other.type)}`);
    }
  }
  for (const field of now.values()) {
    if (old.has(field.name)) continue;
    const state = field.default === undefined ? " without a default" : "";
    found.push(`field "${field.name}" (${typeText(field.type)}) is new${state}`);
  }
  return found;
}

/** Whether readers with the one schema can read what was written with the other. */
export function canRead(reader: Type, writer: Type): boolean {
  try {
    reader.createResolver(writer);
    return true;
  } catch {
    return false;
  }
}

function fieldsOf(schema: string): Map<string, Field> {
  const { fields } = Object(JSON.parse(schema));
  const list: Field[] = Array.isArray(fields) ? fields : [];
  return new Map(list.map((field) => [field.name, field]));
}

/** A type in few words: `decimal(11,2)`, `null or string`. */
function typeText(type: unknown): string {
  if (typeof type === "string") return type;
  if (Array.isArray(type)) return type.map(typeText).join(" or ");
  const { type: inner, logicalType, precision, scale, name } = Object(type);
  if (logicalType === "decimal") return `decimal(${precision},${scale ?? 0})`;
  if (typeof logicalType === "string") return logicalType;
  if (typeof name === "string") return `${inner} ${name}`;
  return typeof inner === "string" && Object.keys(Object(type)).length === 1
    ? inner
    : JSON.stringify(type);
}
