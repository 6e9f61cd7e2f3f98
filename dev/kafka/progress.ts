import type { LockOptions } from "../guard/lock.ts";

/** Shows what goes on at the moment; the same step again, longer, replaces what stood there. */
export type Progress = (line: string) => void;

const STEP_MS = 2_000;

/**
 * Runs `work` and tells every two seconds that it still runs.
 *
 * @param detail More to say each time, such as how much has arrived.
 */
export async function withProgress<T>(
  progress: Progress,
  line: string,
  work: () => Promise<T>,
  detail: () => string | Promise<string> = () => "",
): Promise<T> {
  const start = performance.now();
  progress(line);
  const timer = setInterval(async () => {
    const seconds = Math.round((performance.now() - start) / 1000);
    const more = await detail();
    progress(`${line}: ${more ? `${more}, ` : ""}${seconds} s`);
  }, STEP_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** The options for a lock that is waited for with this word. */
export function waiting(
  options: { readonly progress: Progress; readonly signal?: AbortSignal },
  line: string,
): LockOptions {
  const signal = options.signal ? { signal: options.signal } : {};
  return { onWait: () => options.progress(line), ...signal };
}
