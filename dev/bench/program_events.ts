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
   * Waits until a metric, summed over its partitions, is at least so high.
   *
   * @throws {ProgramError} If it has not grown for a minute.
   */
  async metric(name: string, atLeast: number): Promise<void> {
    const { port } = await this.event("http_listening");
    let last = 0;
    for (let grown = performance.now();;) {
      const response = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: this.#signal });
      const values = [...readByPartition(await response.text(), name).values()];
      const sum = values.reduce((total, value) => total + value, 0);
      if (sum >= atLeast) return;
      if (sum > last) grown = performance.now();
      else if (performance.now() > grown + PATIENCE_MS) throw this.#stuck(`it stopped at ${sum}`);
      last = sum;
      await wait(ASK_EVERY_MS, this.#signal);
    }
  }

  [Symbol.dispose](): void {
    this.#tail.close();
  }

  #stuck(what: string): ProgramError {
    return new ProgramError("program_stuck", `Cannot measure ${this.#child.name}: ${what}`, {
      remedy: "Start again with --log-level DEBUG",
    });
  }
}
