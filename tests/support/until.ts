const LOOK_EVERY_MS = 50;

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
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Lets so much time go by: for moments that are themselves what is tested. */
export async function pass(seconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
