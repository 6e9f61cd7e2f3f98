import { type LockOptions, withLock } from "../guard/lock.ts";

/**
 * Makes `folder` by filling a new one and renaming that: it is there whole or not at all, also after
 * a kill or a full disk. Two processes at once: the second waits and finds it done.
 *
 * @param isWhole Whether what is there can be used; anything else is replaced.
 */
export async function installOnce(
  folder: string,
  isWhole: () => Promise<boolean>,
  fill: (staging: string) => Promise<void>,
  options: LockOptions = {},
): Promise<void> {
  if (await isWhole()) return;
  const parent = folder.slice(0, folder.lastIndexOf("/"));
  await Deno.mkdir(parent, { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (await isWhole()) return;
    const staging = `${folder}.unfinished`;
    await remove(staging);
    await Deno.mkdir(staging);
    try {
      await fill(staging);
      await remove(folder);
      await Deno.rename(staging, folder);
    } catch (error) {
      await remove(staging);
      throw error;
    }
  }, options);
}

async function remove(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
