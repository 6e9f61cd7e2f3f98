import { ProgramError } from "../errors.ts";
import type { SchemaOptions } from "./ensure_schema.ts";
import type { Registry } from "./registry.ts";

const LEVEL = "BACKWARD";
/** Levels under which a schema that cannot read what is there is refused. */
const SUFFICIENT = ["BACKWARD", "BACKWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE"];

/**
 * Sees to it that the registry refuses a schema of this subject that is not backward compatible. A level
 * that is stricter is left as it is. The registry's own one may be changed for the sake of other subjects,
 * so this one gets the same for itself.
 *
 * @throws {ProgramError} `compatibility_not_kept`.
 * @throws {RegistryError} If the registry cannot be asked.
 */
export async function ensureLevel(
  registry: Registry,
  { subject, log, signal }: SchemaOptions,
): Promise<void> {
  const own = await registry.ownCompatibility(subject, signal);
  if (own !== undefined && SUFFICIENT.includes(own)) return;
  const before = own ?? await registry.compatibility(subject, signal);
  const wanted = SUFFICIENT.includes(before) ? before : LEVEL;
  await registry.setCompatibility(subject, wanted, signal);
  const level = await registry.ownCompatibility(subject, signal);
  if (level === undefined || !SUFFICIENT.includes(level)) {
    const state = level === undefined ? "none is set" : `current value is "${level}"`;
    throw new ProgramError(
      "compatibility_not_kept",
      `Cannot set the compatibility of ${subject}: it must be ${wanted}: ${state}`,
      { remedy: "See whether the registry lets its rules be changed, and its log" },
    );
  }
  log.info("compatibility_set", { subject, before, compatibility: level });
}
