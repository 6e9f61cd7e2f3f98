import type { EventLog } from "../log.ts";
import { decodeTick, type Tick, TickError } from "../tick.ts";
import type { TickReader } from "../tick_format.ts";
import { wait as systemWait } from "../wait.ts";
import { explain } from "./await_registry.ts";
import { HEADER_BYTES, schemaIdOf } from "./frame.ts";
import type { Registry } from "./registry.ts";
import { RegistryError } from "./registry_error.ts";
import { UnknownIds } from "./unknown_ids.ts";
import { judge, readBy, type Verdict } from "./verdict.ts";

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
   * How many ids that the registry does not know are kept in mind after a record with them was read. What
   * is forgotten is asked again.
   *
   * @default {5000}
   */
  readonly mostUnknown?: number;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** Questions at a time for one delivery: a registry is no place for a flood. */
const AT_ONCE = 16;

/**
 * Reads JSON and Avro side by side. Schemas are fetched once each and then kept: a registry that goes
 * down is only missed when a schema comes that was never seen. Then `prepare()` goes on asking, since
 * the record may well be good.
 */
export class AvroTickReader implements TickReader {
  readonly #options: AvroReaderOptions;
  /** Never forgotten, so that whatever is prepared and not in here has no schema. */
  readonly #verdicts = new Map<number, Verdict>();
  readonly #unknown: UnknownIds;
  readonly #asked = new Map<number, Promise<void>>();
  #isDelayed = false;

  constructor(options: AvroReaderOptions) {
    this.#options = options;
    this.#unknown = new UnknownIds(options.now ?? (() => performance.now()), options.mostUnknown);
  }

  read(value: Uint8Array | null): Tick {
    const id = schemaIdOf(value);
    if (id === undefined) return decodeTick(value);
    const verdict = this.#verdicts.get(id);
    if (verdict) return readBy(verdict, value!.subarray(HEADER_BYTES), id);
    this.#unknown.read(id);
    throw new TickError("unknown_schema", `The registry knows no schema ${id}`);
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
    return this.#verdicts.has(id) || this.#unknown.has(id);
  }

  async #fetchAll(ids: ReadonlySet<number>): Promise<void> {
    // One iterator for all of them: each takes the next id.
    const rest = ids.values();
    const work = async () => {
      for (const id of rest) await this.#fetchOnce(id);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** Another delivery may ask for it, or have its answer by now. */
  async #fetchOnce(id: number): Promise<void> {
    if (this.#isKnown(id)) return;
    let asked = this.#asked.get(id);
    if (!asked) {
      asked = this.#fetch(id).finally(() => this.#asked.delete(id));
      this.#asked.set(id, asked);
    }
    await asked;
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
    if (schema === undefined) return this.#unknown.add(id);
    this.#unknown.delete(id);
    this.#verdicts.set(id, judge(id, schema));
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
