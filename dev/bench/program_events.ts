import { ProgramError } from "@kafka-sim/common/errors";
import { wait } from "@kafka-sim/common/wait";
import { EventTail, type LoggedEvent } from "../event_tail.ts";
import type { Child } from "../guard/child.ts";
import { readByPartition } from "../metrics_reader.ts";

const LOOK_EVERY_MS = 50;
/** Asking costs the program time that is measured. */
const ASK_EVERY_MS = 200;
/** Without any progress for so long, there will be none. */
const PATIENCE_MS = 60_000;

/** A metric at a certain time. */
export interface Look {
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** What a program of the project tells while it is measured: events and metrics. */
export class ProgramEvents {
  readonly #child: Child;
  readonly #signal: AbortSignal;
  readonly #tail: EventTail;
  readonly #events: LoggedEvent[] = [];

  constructor(child: Child, signal: AbortSignal) {
    this.#child = child;
    this.#signal = signal;
    this.#tail = new EventTail(child.log, (event) => void this.#events.push(event));
  }

  /**
   * Waits for the first event of this name.
   *
   * @throws {ProgramError} If there is none within a minute.
   */
  async event(name: string): Promise<LoggedEvent> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = this.#events.find(({ event }) => event === name);
      if (found) return found;
      if (performance.now() > end) throw this.#stuck(`it wrote no ${name} event`);
      await wait(LOOK_EVERY_MS, this.#signal);
    }
  }

  /**
   * Waits until a metric, summed over its partitions, is at least so high. Resolves to how high it
   * was at the last look before: when exactly it got there is not known.
   *
   * @throws {ProgramError} If it has not grown for a minute.
   */
  async metric(name: string, atLeast: number): Promise<Look> {
    const { port } = await this.event("http_listening");
    let last: Look = { value: 0, time: 0 };
    for (let grown = performance.now();;) {
      const look = await this.#look(Number(port), name);
      if (look.value >= atLeast) return last.value > 0 ? last : look;
      if (look.value > last.value) grown = performance.now();
      else if (performance.now() > grown + PATIENCE_MS) {
        throw this.#stuck(`${name} stays at ${look.value}`);
      }
      last = look;
      await wait(ASK_EVERY_MS, this.#signal);
    }
  }

  [Symbol.dispose](): void {
    this.#tail.close();
  }

  async #look(port: number, metric: string): Promise<Look> {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: this.#signal });
    const values = readByPartition(await response.text(), metric).values();
    return { value: values.reduce((sum, value) => sum + value, 0), time: Date.now() };
  }

  #stuck(what: string): ProgramError {
    return new ProgramError("program_stuck", `Cannot measure ${this.#child.name}: ${what}`, {
      remedy: "Start again with --log-level DEBUG",
    });
  }
}
