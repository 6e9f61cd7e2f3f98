import { listenForStop } from "@kafka-sim/common/stop_wish";

/**
 * The first signal aborts `stop`: what is broken is healed and all ends in order. A second one ends
 * this process at once, and the guard clears up.
 */
export function listen(stop: AbortController): void {
  listenForStop({ first: (name) => stop.abort(new Stopped(name)), second: () => Deno.exit(1) });
}

/** The series was asked to end. */
export class Stopped extends Error {
  constructor(name: string) {
    super(`Stopped by ${name}: what was broken has been healed`);
    this.name = "Stopped";
  }
}
