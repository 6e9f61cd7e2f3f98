/**
 * Ticks in Avro under a schema registry. Programs import this only once they need it: it takes longer
 * to load than the rest of their start.
 */
export { loadSchema, openAvroEncoder, openAvroReader } from "./open_format.ts";
