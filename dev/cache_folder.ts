/**
 * The folder of this user's caches: `KAFKA_SIM_CACHE`, else `kafka-sim` in the place that the
 * operating system has for caches.
 *
 * @throws {Error} If neither is set, as without a home folder.
 */
export function cacheFolder(env: (name: string) => string | undefined, os: string): string {
  const own = env("KAFKA_SIM_CACHE");
  if (own) return own;
  const home = env("HOME");
  const parent = env("XDG_CACHE_HOME") ||
    (home && (os === "darwin" ? `${home}/Library/Caches` : `${home}/.cache`));
  if (!parent) {
    throw new Error("Cannot find a cache folder as HOME is not set: set KAFKA_SIM_CACHE");
  }
  return `${parent}/kafka-sim`;
}
