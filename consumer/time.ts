/** The clock, so that tests can have their own. */
export interface Time {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. Never rejects. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemTime: Time = {
  now: () => Date.now(),
  wait: async (milliseconds, signal) => {
    if (signal?.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    const onAbort = () => resolve();
    signal?.addEventListener("abort", onAbort);
    await promise;
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  },
};
