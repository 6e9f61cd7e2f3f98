import { withLock } from "../../dev/guard/lock.ts";
import type { Engine } from "./engine.ts";
import { sharedEngine } from "./folder.ts";

/**
 * Runs `work` with the shared engine. One that runs already is used and left running; else it is
 * started, and ends with `work` or with this process. Only one process at a time does this.
 */
export async function withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await sharedEngine();
  return await withLock(`${engine.folder}.lock`, async () => {
    const isOurs = await engine.start({ tied: true });
    try {
      return await work(engine);
    } finally {
      if (isOurs) await engine.stop();
    }
  });
}
