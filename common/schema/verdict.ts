import type { Type } from "avsc";
import { isSymbol, type Tick, TickError } from "../tick.ts";
import { parseSchema, tickType } from "./avro.ts";

/** Turns the Avro bytes behind the header into a tick's fields. */
type Decoder = (body: Uint8Array) => Tick;

/** What is known of a schema: how to read by it, or why that cannot be done. */
export type Verdict = Decoder | TickError;

const MAX_PRICE = 1e9;

/** Looks at a schema of the registry. */
export function judge(id: number, schema: string): Verdict {
  try {
    return decoderOf(parseSchema(schema));
  } catch (error) {
    const state = (error as Error).message;
    return new TickError("other_schema", `Schema ${id} is not that of a tick: ${state}`);
  }
}

/**
 * Reads a tick by the schema with this id.
 *
 * @param body The bytes behind the header.
 * @throws {TickError} If that cannot be done, or if no tick has such values.
 */
export function readBy(verdict: Verdict, body: Uint8Array, id: number): Tick {
  if (verdict instanceof TickError) throw verdict;
  return check(decode(verdict, body, id));
}

/** @throws {Error} If ticks cannot be read by this schema. */
function decoderOf(writer: Type): Decoder {
  const resolver = tickType.createResolver(writer);
  return (body) => tickType.fromBuffer(body as Parameters<Type["fromBuffer"]>[0], resolver);
}

function decode(decoder: Decoder, body: Uint8Array, id: number): Tick {
  try {
    return decoder(body);
  } catch (error) {
    const state = (error as Error).message;
    throw new TickError("not_avro", `The value is no Avro by schema ${id}: ${state}`);
  }
}

/** What a schema cannot say of a tick. */
function check(tick: Tick): Tick {
  const { symbol, price, timestamp, volume } = tick;
  if (!isSymbol(symbol)) throw impossible("symbol", symbol);
  if (!(price > 0 && price < MAX_PRICE)) throw impossible("price", price);
  if (volume < 1) throw impossible("volume", volume);
  if (timestamp === "") throw new TickError("impossible_value", "The timestamp is no date");
  return { symbol, price, timestamp, volume };
}

function impossible(field: string, value: string | number): TickError {
  return new TickError("impossible_value", `Field "${field}" cannot be ${JSON.stringify(value)}`);
}
