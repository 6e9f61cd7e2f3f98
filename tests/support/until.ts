const LOOK_EVERY_MS = 50;
/** A look that takes long pauses long, so that it leaves the machine to what it waits for. */
const PAUSE_PER_LOOK = 4;

/**
 * Looks again and again until there is an answer.
 *
 * @param what Completes "Not in time: …", as it is then.
 * @param look Undefined or false: not yet.
 * @throws {Error} After `seconds`; with what `look` threw last, if it did.
 */
export async function until<T>(
  what: string | (() => string),
  seconds: number,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const start = performance.now();
    let cause: unknown;
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= end) {
      throw new Error(`Not in time: ${typeof what === "string" ? what : what()}`, { cause });
    }
    const pause = Math.max(LOOK_EVERY_MS, PAUSE_PER_LOOK * (performance.now() - start));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Lets so much time go by: for moments that are themselves what is tested. */
export async function pass(seconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
