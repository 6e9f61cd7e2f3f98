import type { Type } from "avsc";
import type { EventLog } from "../log.ts";
import { decodeTick, isSymbol, type Tick, TickError } from "../tick.ts";
import type { TickReader } from "../tick_format.ts";
import { wait as systemWait } from "../wait.ts";
import { parseSchema, tickType } from "./avro.ts";
import { explain } from "./await_registry.ts";
import { HEADER_BYTES, schemaIdOf } from "./frame.ts";
import type { Registry } from "./registry.ts";
import { RegistryError } from "./registry_error.ts";

/** Turns the Avro bytes behind the header into a tick's fields. */
type Decoder = (body: Uint8Array) => Tick;

/** What is known of an id: how to read by it, or why that cannot be done. */
type Verdict = Decoder | TickError;

/** Options of {@linkcode AvroTickReader}. */
export interface AvroReaderOptions {
  readonly registry: Registry;
  readonly log: EventLog;
  /** Ends the waiting for a registry that is down. */
  readonly signal: AbortSignal;
  /** Milliseconds since any moment. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /**
   * How many ids that the registry does not know are kept in mind: bytes that are no ids come in any
   * number. More than the records that are prepared at the same time.
   *
   * @default {5000}
   */
  readonly mostUnknown?: number;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** An id that the registry does not know may be registered later, and is then asked again. */
const UNKNOWN_FOR_MS = 30_000;
const MOST_UNKNOWN = 5_000;
const MAX_PRICE = 1e9;

/**
 * Reads JSON and Avro side by side. Schemas are fetched once each and then kept: a registry that goes
 * down is only missed when a schema comes that was never seen. Then `prepare()` goes on asking, since
 * the record may well be good.
 */
export class AvroTickReader implements TickReader {
  readonly #options: AvroReaderOptions;
  readonly #verdicts = new Map<number, Verdict>();
  /** When an id was found unknown. */
  readonly #unknownSince = new Map<number, number>();
  readonly #asked = new Map<number, Promise<void>>();
  readonly #now: () => number;
  #isDelayed = false;

  constructor(options: AvroReaderOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  read(value: Uint8Array | null): Tick {
    const id = schemaIdOf(value);
    if (id === undefined) return decodeTick(value);
    const verdict = this.#verdicts.get(id);
    if (!verdict) throw new Error(`Cannot read by schema ${id}: it was not prepared`);
    if (verdict instanceof TickError) throw verdict;
    return check(decode(verdict, value!.subarray(HEADER_BYTES), id));
  }

  prepare(values: Iterable<Uint8Array | null>): Promise<void> | undefined {
    const missing = new Set<number>();
    for (const value of values) {
      const id = schemaIdOf(value);
      if (id !== undefined && !this.#isKnown(id)) missing.add(id);
    }
    return missing.size > 0 ? this.#fetchAll(missing) : undefined;
  }

  /** Takes note of a schema that need not be asked for any more. */
  learn(id: number, schema: string): void {
    this.#keep(id, schema);
  }

  #isKnown(id: number): boolean {
    if (!this.#verdicts.has(id)) return false;
    const since = this.#unknownSince.get(id);
    return since === undefined || this.#now() - since < UNKNOWN_FOR_MS;
  }

  /** One after the other: a registry is no place for a flood. */
  async #fetchAll(ids: ReadonlySet<number>): Promise<void> {
    for (const id of ids) {
      let asked = this.#asked.get(id);
      if (!asked) {
        asked = this.#fetch(id).finally(() => this.#asked.delete(id));
        this.#asked.set(id, asked);
      }
      await asked;
    }
  }

  async #fetch(id: number): Promise<void> {
    const { registry, signal, wait = systemWait } = this.#options;
    for (let pause = FIRST_PAUSE_MS;; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        this.#keep(id, await registry.byId(id, signal));
        return this.#resume();
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error;
        this.#delay(id, error);
      }
      await wait(pause, signal);
    }
  }

  #keep(id: number, schema: string | undefined): void {
    this.#unknownSince.delete(id);
    this.#verdicts.set(id, judge(id, schema));
    if (schema !== undefined) return;
    this.#unknownSince.set(id, this.#now());
    if (this.#unknownSince.size <= (this.#options.mostUnknown ?? MOST_UNKNOWN)) return;
    const [oldest] = this.#unknownSince.keys();
    this.#unknownSince.delete(oldest!);
    this.#verdicts.delete(oldest!);
  }

  /** Says it once: the attempts that follow meet the same fault. */
  #delay(id: number, error: RegistryError): void {
    const { log, registry } = this.#options;
    const { message: problem, remedy } = explain(registry.url, error);
    log[this.#isDelayed ? "debug" : "warn"]("schemas_delayed", { schema: id, problem, remedy });
    this.#isDelayed = true;
  }

  #resume(): void {
    if (this.#isDelayed) this.#options.log.info("schemas_resumed", {});
    this.#isDelayed = false;
  }
}

function judge(id: number, schema: string | undefined): Verdict {
  if (schema === undefined) {
    return new TickError("unknown_schema", `The registry knows no schema ${id}`);
  }
  try {
    return decoderOf(parseSchema(schema));
  } catch (error) {
    const state = (error as Error).message;
    return new TickError("other_schema", `Schema ${id} is not that of a tick: ${state}`);
  }
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
