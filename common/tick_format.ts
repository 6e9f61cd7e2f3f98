import { Buffer } from "node:buffer";
import { oneOf, text, webAddress } from "./setting_types.ts";
import { decodeTick, encodeTick, type Tick } from "./tick.ts";

/** Makes the value of a record. */
export type TickEncoder = (tick: Tick) => Buffer;

/** Makes ticks of records' values. */
export interface TickReader {
  /**
   * @param value One that `prepare()` was given and is done with.
   * @throws {TickError} With the reason why the value is no tick, or none that can be read here.
   */
  read(value: Uint8Array | null): Tick;
  /**
   * What has to be fetched before these values can be read; undefined: nothing has, and they can be read
   * now. Rejects only at the stop.
   */
  prepare(values: Iterable<Uint8Array | null>): Promise<void> | undefined;
}

/** How ticks are written, and who knows their schemas. */
export interface FormatSettings {
  readonly format: "json" | "avro";
  /** Address of the registry's Confluent-compatible API. */
  readonly registry: string | undefined;
}

/** The rows of {@linkcode FormatSettings}. */
export const formatSettings = {
  format: {
    flag: "format",
    env: "TICK_FORMAT",
    value: "FORM",
    default: "json",
    meaning: "json or avro; consumers read both side by side, and wait for the registry with avro",
    parse: oneOf("json", "avro"),
  },
  registry: {
    flag: "registry",
    env: "SCHEMA_REGISTRY_URL",
    value: "URL",
    meaning: "schema registry, its Confluent-compatible API: http://HOST:PORT/apis/ccompat/v7",
    parse: webAddress(),
  },
} as const;

/** The file that a registry gets its schema from, where it is not the project's own. */
export const schemaFileSetting = {
  schema: {
    flag: "schema",
    env: "TICK_SCHEMA",
    value: "FILE",
    meaning: "Avro schema to write ticks with instead of schemas/tick.avsc",
    parse: text(),
  },
} as const;

/** The rules between these settings: a sentence for each that is broken. */
export function checkFormat({ format, registry }: FormatSettings): readonly string[] {
  if (format === "json" || registry !== undefined) return [];
  return [
    'Cannot use setting "--format" as avro needs a schema registry: ' +
    "name it with --registry (SCHEMA_REGISTRY_URL)",
  ];
}

/** The name under which a registry keeps the schemas of a topic's values. */
export function subjectOf(topic: string): string {
  return `${topic}-value`;
}

/** A tick as JSON. */
export function encodeJson(tick: Tick): Buffer {
  return Buffer.from(encodeTick(tick));
}

/** Reads JSON only: no schema is needed for it. */
export const jsonReader: TickReader = { read: decodeTick, prepare: () => undefined };
