import type { Java } from "./java.ts";

/** From this Java on one flag writes an ahead-of-time cache (JEP 514); before it, class data only. */
const AHEAD_OF_TIME = 25;

/** The file that lets this Java start Kafka in half the time, and the flags that write and use it. */
export interface StartupArchive {
  readonly path: string;
  readonly writeFlags: readonly string[];
  readonly useFlags: readonly string[];
}

/** Plans the archive of this Java in `folder`. It is only good for the very same Java and class path. */
export function startupArchive(folder: string, java: Java): StartupArchive {
  // The archives are quietly passed over where they do not fit: Kafka then only starts more slowly.
  if (java.major >= AHEAD_OF_TIME) {
    const path = `${folder}/startup.aot`;
    return {
      path,
      writeFlags: [`-XX:AOTCacheOutput=${path}`],
      useFlags: [`-XX:AOTCache=${path}`],
    };
  }
  const path = `${folder}/startup.jsa`;
  return {
    path,
    writeFlags: [`-XX:ArchiveClassesAtExit=${path}`],
    useFlags: [`-XX:SharedArchiveFile=${path}`],
  };
}
