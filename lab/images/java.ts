import { openCache } from "../../dev/cache_folder.ts";
import { obtainJava } from "../../dev/kafka/obtain_java.ts";
import type { Java } from "../../dev/kafka/java.ts";
import type { Progress } from "../../dev/kafka/progress.ts";
import { debianJava, unpackDebian } from "./debian.ts";

const PACKAGES = ["base-files", "bash", "busybox-static", "libc6", "libgcc-s1", "libstdc++6"];
const MORE = ["base-passwd", "libtinfo6", "tzdata", "zlib1g"];

/** Debian with BusyBox, bash and Debian's Java, which lies in `/usr/lib/jvm`. */
export async function fillJava(root: string): Promise<void> {
  await unpackDebian([...PACKAGES, ...MORE, await debianJava()], root);
  for (const file of ["passwd", "group"]) {
    await Deno.copyFile(`${root}/usr/share/base-passwd/${file}.master`, `${root}/etc/${file}`);
  }
}

/** This machine's own Java and cache: Maven needs them to fetch jars. */
export async function mavenTools(progress: Progress): Promise<{
  readonly cache: string;
  readonly java: Java;
  readonly options: {
    readonly progress: Progress;
    readonly env: (name: string) => string | undefined;
  };
}> {
  const cache = await openCache();
  const options = { progress, env: (name: string) => Deno.env.get(name) };
  return { cache, java: await obtainJava(cache, options), options };
}
