/**
 * Resolves after so many milliseconds.
 *
 * @throws The signal's reason, as soon as it is aborted.
 */
export async function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  const onAbort = () => reject(signal!.reason);
  signal?.addEventListener("abort", onAbort);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}

/**
 * Waits for `work` no longer than `milliseconds` and no longer than until the signal; whatever is
 * under way then goes on unobserved.
 *
 * @param late What to throw when the time is over.
 * @throws What `work` rejects with, `late`, or the signal's reason.
 */
export async function within<T>(
  work: Promise<T>,
  milliseconds: number,
  options: { readonly late: unknown; readonly signal?: AbortSignal },
): Promise<T> {
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const limit = wait(milliseconds, signal).then(() => {
    throw options.late;
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    limit.catch(() => {});
    work.catch(() => {});
    stop.abort();
  }
}
