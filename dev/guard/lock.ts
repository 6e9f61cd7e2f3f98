/**
 * Locks between processes: held by an open file, so that they end with their holder, however it ends.
 */

/** Takes the lock of this file, which is made if need be; undefined if another process has it. */
export async function tryLock(path: string): Promise<Deno.FsFile | undefined> {
  const file = await Deno.open(path, { create: true, write: true });
  if (await file.tryLock(true)) return file;
  file.close();
  return undefined;
}

/** Runs `work` while no other process holds the lock of this file; `onWait` is told of a wait. */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  onWait: () => void = () => {},
): Promise<T> {
  let file = await tryLock(path);
  if (!file) {
    onWait();
    file = await Deno.open(path, { create: true, write: true });
    await file.lock(true);
  }
  try {
    return await work();
  } finally {
    file.close();
  }
}
