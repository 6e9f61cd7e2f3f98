import { ProgramError } from "@kafka-sim/common/errors";
import { fetchArchive } from "./archive.ts";
import { installOnce } from "./install.ts";
import type { Java } from "./java.ts";
import { findDamaged, writeManifest } from "./manifest.ts";
import { fetchByMaven } from "./maven.ts";
import { type Progress, waiting } from "./progress.ts";
import { KAFKA_VERSION } from "./version.ts";

/** Options of {@linkcode installJars}. */
export interface JarsOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  readonly env: (name: string) => string | undefined;
  /**
   * How to look for damage: by `content` takes a second, and is for when something went wrong.
   *
   * @default {"size"}
   */
  readonly compare?: "size" | "content";
}

/**
 * Sees to it that Kafka's jars lie whole in a folder below `cache`, and returns the class path. What
 * is there and damaged is fetched again.
 *
 * @throws {ProgramError} If they cannot be fetched: it says what each way failed of.
 */
export async function installJars(
  cache: string,
  java: Java,
  options: JarsOptions,
): Promise<string> {
  const folder = folderOf(cache);
  const { progress, compare = "size" } = options;
  await installOnce(folder, () => isWhole(folder, compare, progress), async (staging) => {
    const failures: string[] = [];
    for (const fetchJars of [fetchByMaven, fetchArchive]) {
      try {
        await fetchJars(staging, java, options);
        return await writeManifest(staging);
      } catch (error) {
        options.signal?.throwIfAborted();
        failures.push((error as Error).message);
        await empty(staging);
      }
    }
    throw cannotFetch(failures, folder);
  }, waiting(options, "Waiting for another start that is fetching Kafka"));
  return await classPath(folder);
}

/** Names the jars below `cache` as they lie there now: another name once they were fetched again. */
export async function nameJars(cache: string): Promise<string> {
  const folder = folderOf(cache);
  const { mtime } = await Deno.stat(`${folder}/manifest.json`);
  return `${folder} of ${mtime?.toISOString()}`;
}

function folderOf(cache: string): string {
  return `${cache}/kafka-${KAFKA_VERSION}`;
}

async function isWhole(
  folder: string,
  compare: "size" | "content",
  progress: Progress,
): Promise<boolean> {
  const damaged = await findDamaged(folder, compare);
  const isThere = damaged.length > 0 && await Deno.stat(folder).then(() => true, () => false);
  if (isThere) progress(`Fetching Kafka again as the cache is damaged: ${damaged.join(", ")}`);
  return damaged.length === 0;
}

/** In a fixed order: Java's class-data archive is only good for the class path it was made with. */
async function classPath(folder: string): Promise<string> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) if (name.endsWith(".jar")) names.push(name);
  return names.sort().map((name) => `${folder}/${name}`).join(":");
}

async function empty(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    await Deno.remove(`${folder}/${name}`, { recursive: true });
  }
}

function cannotFetch(failures: readonly string[], folder: string): ProgramError {
  const full = failures.some((text) => /No space left|ENOSPC/.test(text));
  return new ProgramError(
    full ? "disk_full" : "kafka_not_fetched",
    `Cannot fetch Kafka ${KAFKA_VERSION}: ${failures.join("; ")}`,
    {
      remedy: full
        ? `Make room for 300 MB where ${folder} lies, or set KAFKA_SIM_CACHE to another folder`
        : "Install Maven (Debian: apt install maven; macOS: brew install maven) or let Apache be " +
          "reached (HTTPS_PROXY), then start again; or name a running Kafka with --kafka HOST:PORT",
    },
  );
}
