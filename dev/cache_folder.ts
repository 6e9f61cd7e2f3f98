import { ProgramError } from "@kafka-sim/common/errors";

/**
 * The folder of this user's caches: `KAFKA_SIM_CACHE`, else `kafka-sim` in the place that the
 * operating system has for caches.
 *
 * @throws {ProgramError} If neither is set, as without a home folder.
 */
export function cacheFolder(env: (name: string) => string | undefined, os: string): string {
  const own = env("KAFKA_SIM_CACHE");
  if (own) return own.startsWith("/") ? own : `${Deno.cwd()}/${own}`;
  const home = env("HOME");
  const parent = env("XDG_CACHE_HOME") ||
    (home && (os === "darwin" ? `${home}/Library/Caches` : `${home}/.cache`));
  if (!parent) {
    throw new ProgramError("cache_unusable", "Cannot find a cache folder as HOME is not set", {
      remedy: "Set KAFKA_SIM_CACHE to a folder that you may write to",
    });
  }
  return `${parent}/kafka-sim`;
}

/**
 * The cache folder, made if need be.
 *
 * @throws {ProgramError} If there is none, or nothing can be written there.
 */
export async function openCache(
  env: (name: string) => string | undefined = (name) => Deno.env.get(name),
  os: string = Deno.build.os,
): Promise<string> {
  const folder = cacheFolder(env, os);
  try {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.remove(await Deno.makeTempFile({ dir: folder, prefix: "probe-" }));
  } catch (error) {
    // Then it is not the folder that is wrong.
    if (error instanceof Deno.errors.NotCapable) throw error;
    throw new ProgramError(
      "cache_unusable",
      `Cannot write to the cache folder ${folder}: ${(error as Error).message}`,
      { remedy: "Make it writable, or set KAFKA_SIM_CACHE to another folder", cause: error },
    );
  }
  return folder;
}
