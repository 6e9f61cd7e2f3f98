import { BackOff } from "./back_off.ts";
import type { Engine, EngineFactory } from "./engine.ts";
import type { Interruptible } from "./interruptible.ts";

/** Options of {@linkcode EngineSlot}. */
export interface EngineSlotOptions {
  readonly partition: number;
  readonly engines: EngineFactory;
  /** No engine could be had; the slot goes on trying. */
  readonly onUnreachable: (partition: number, error: unknown) => void;
  /** Ends the waiting for an engine. */
  readonly waits: Interruptible;
}

/** Holds a lane's one engine and makes the next. */
export class EngineSlot {
  readonly #options: EngineSlotOptions;
  #engine: Engine | undefined;
  #room = 0;

  constructor(options: EngineSlotOptions) {
    this.#options = options;
  }

  /** Whether there is an engine. */
  get filled(): boolean {
    return this.#engine !== undefined;
  }

  /**
   * The engine to send so many more records with: a new one if there is none or the old one is full.
   * Undefined only when interrupted.
   */
  async use(records: number): Promise<Engine | undefined> {
    if (this.#room < records) await this.close();
    const engine = this.#engine ?? await this.open();
    this.#room -= records;
    return engine;
  }

  /** Makes an engine, however long it takes. Undefined only when interrupted. */
  async open(): Promise<Engine | undefined> {
    const { engines, partition, onUnreachable, waits } = this.#options;
    const backOff = new BackOff();
    while (!waits.interrupted) {
      const opening = engines(partition);
      try {
        this.#engine = await waits.unlimited(() => opening);
        this.#room = this.#engine?.capacity ?? 0;
        if (!this.#engine) opening.then((engine) => engine.close(), () => {});
        return this.#engine;
      } catch (error) {
        onUnreachable(partition, error);
        await waits.pause(backOff.next());
      }
    }
    return undefined;
  }

  /** From the moment of the call nothing is sent by the engine any more. */
  async close(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    this.#room = 0;
    await engine?.close();
  }
}
