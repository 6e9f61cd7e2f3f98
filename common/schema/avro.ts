import avro, { type Type } from "avsc";
import { DecimalType } from "./decimal_type.ts";
import { InstantType } from "./instant_type.ts";
import TICK_SCHEMA from "../../schemas/tick.avsc" with { type: "text" };

export { TICK_SCHEMA };

const LOGICAL_TYPES = { "decimal": DecimalType, "timestamp-millis": InstantType };

/**
 * Reads an Avro schema.
 *
 * @throws {Error} If it is none.
 */
export function parseSchema(text: string): Type {
  // In an object, a registry's answer is never taken for Avro's other notation or a file's name.
  const schema: unknown = JSON.parse(text);
  if (typeof schema !== "object" || schema === null) {
    throw new Error("The schema is no JSON object");
  }
  return avro.Type.forSchema(schema as Type, { logicalTypes: LOGICAL_TYPES });
}

/** The project's own schema of a tick: what every reader here reads by. */
export const tickType: Type = parseSchema(TICK_SCHEMA);
