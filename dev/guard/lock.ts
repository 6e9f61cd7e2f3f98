/**
 * Locks between processes: held by an open file, so that they end with their holder, however it ends.
 */

const RETRY_MS = 50;

/** Takes the lock of this file, which is made if need be; undefined if another process has it. */
export async function tryLock(path: string): Promise<Deno.FsFile | undefined> {
  const file = await Deno.open(path, { create: true, write: true });
  if (await file.tryLock(true)) return file;
  file.close();
  return undefined;
}

/**
 * Gives a lock back. Closing the file alone would not do: a process that is just being started has it
 * open, too, for a moment.
 */
export function unlock(file: Deno.FsFile): void {
  file.unlockSync();
  file.close();
}

/** Options of {@linkcode withLock}. */
export interface LockOptions {
  /** Told once if another process has the lock. */
  readonly onWait?: () => void;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
}

/** Runs `work` while no other process holds the lock of this file. */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  let file = await tryLock(path);
  if (!file) options.onWait?.();
  // A lock that is waited for in the system could not be given up.
  for (; !file; file = await tryLock(path)) {
    options.signal?.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  try {
    return await work();
  } finally {
    unlock(file);
  }
}
