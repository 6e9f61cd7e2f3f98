import { cacheFolder } from "../cache_folder.ts";
import { installJars, nameJars } from "./jars.ts";
import type { Java } from "./java.ts";
import { obtainJava } from "./obtain_java.ts";
import type { Progress } from "./progress.ts";
import { installTemplate } from "./template.ts";
import { KAFKA_VERSION } from "./version.ts";

/** Kafka on this machine, with what its start needs. */
export interface KafkaInstall {
  readonly java: Java;
  /** Kafka's jars. */
  readonly classPath: string;
  /** Names the jars as they lie there now: another name once they were fetched again. */
  readonly jars: string;
  /** Where what belongs to this Java and this Kafka lies. */
  readonly folder: string;
  /** A formatted data folder to copy from. */
  readonly template: string;
}

/** Options of {@linkcode installKafka}. */
export interface InstallOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  readonly env?: (name: string) => string | undefined;
  /** Look for damage in every byte. */
  readonly thorough?: boolean;
}

/**
 * Finds or fetches Java and Kafka's jars. Once it has, it takes milliseconds and no network.
 *
 * @throws {ProgramError} If there is a way neither to Java nor to the jars.
 */
export async function installKafka(options: InstallOptions): Promise<KafkaInstall> {
  const { env = (name) => Deno.env.get(name), progress } = options;
  const signal = options.signal ? { signal: options.signal } : {};
  const cache = cacheFolder(env, Deno.build.os);
  const java = await obtainJava(cache, { env, progress, ...signal });
  const compare = options.thorough ? "content" : "size";
  const classPath = await installJars(cache, java, { env, progress, compare, ...signal });
  // Two Javas of one version differ too, and a class-data archive knows.
  const folder = `${cache}/prepared-${KAFKA_VERSION}-${await nameOf(java)}`;
  await Deno.mkdir(folder, { recursive: true });
  const template = await installTemplate(folder, { java, classPath, progress, ...signal });
  return { java, classPath, jars: await nameJars(cache), folder, template };
}

async function nameOf(java: Java): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(java.command));
  const digits = [...new Uint8Array(bytes, 0, 4)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `java-${java.version}-${digits.join("")}`;
}
