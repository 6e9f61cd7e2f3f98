import { ProgramError } from "@kafka-sim/common/errors";
import { installOnce } from "../kafka/install.ts";
import type { Java } from "../kafka/java.ts";
import { findDamaged, sha256Of, writeManifest } from "../kafka/manifest.ts";
import { type Progress, waiting, withProgress } from "../kafka/progress.ts";
import { runTool, type ToolResult } from "../kafka/tool.ts";
import { REGISTRY_SHA256, REGISTRY_VERSION } from "./version.ts";

const POM = `${import.meta.dirname}/pom.xml`;
const NAME = `apicurio-registry-app-${REGISTRY_VERSION}`;
const MESSAGE_LENGTH = 300;

/** Options of {@linkcode installRegistry}. */
export interface InstallRegistryOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  readonly env: (name: string) => string | undefined;
}

/**
 * Sees to it that Apicurio Registry lies whole in a folder below `cache`; resolves to the path of its
 * jar. What is there and damaged is fetched again.
 *
 * @throws {ProgramError} `registry_not_fetched`, with the reason.
 */
export async function installRegistry(
  cache: string,
  java: Java,
  options: InstallRegistryOptions,
): Promise<string> {
  const folder = `${cache}/apicurio-registry-${REGISTRY_VERSION}`;
  const isWhole = async () => (await findDamaged(folder, "size")).length === 0;
  const lock = waiting(options, "Waiting for another start that is fetching the registry");
  await installOnce(folder, isWhole, async (staging) => {
    try {
      await fill(staging, java, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      throw cannotFetch((error as Error).message, folder, error);
    }
  }, lock);
  return `${folder}/${NAME}-runner.jar`;
}

async function fill(staging: string, java: Java, options: InstallRegistryOptions): Promise<void> {
  const { progress, env } = options;
  const tool = {
    env: { PATH: env("PATH") ?? "", JAVA_HOME: java.home },
    ...options.signal ? { signal: options.signal } : {},
  };
  const archive = `${staging}/${NAME}-all.tar.gz`;
  const goal = ["dependency:copy-dependencies", `-DoutputDirectory=${staging}`];
  await withProgress(
    progress,
    `Fetching Apicurio Registry ${REGISTRY_VERSION} by Maven, once (109 MB)`,
    async () => check(await runTool(["mvn", "-B", "-ntp", "-q", "-f", POM, ...goal], tool)),
  );
  const found = await sha256Of(archive);
  if (found !== REGISTRY_SHA256) {
    throw new Error(`Maven delivered another archive: its SHA-256 is ${found}`);
  }
  check(await runTool(["tar", "-xzf", archive, "-C", staging], tool));
  await Deno.remove(archive);
  await writeManifest(staging);
}

function check({ success, code, stdout, stderr }: ToolResult): void {
  if (success) return;
  if (code === 127) throw new Error("there is no Maven (mvn) or tar in PATH");
  const lines = `${stderr}\n${stdout}`.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((text) => /No space left/.test(text)) ??
    lines.find((text) => text.includes("ERROR")) ?? lines[0] ?? `exit code ${code}`;
  // deno-lint-ignore no-control-regex -- Maven colours its messages
  throw new Error(line.replace(/\x1b\[[\d;]*m/g, "").slice(0, MESSAGE_LENGTH));
}

function cannotFetch(reason: string, folder: string, cause: unknown): ProgramError {
  return new ProgramError(
    "registry_not_fetched",
    `Cannot fetch Apicurio Registry ${REGISTRY_VERSION} into ${folder}: ${reason}`,
    {
      remedy:
        "Install Maven (Debian: apt install maven; macOS: brew install maven), make room for " +
        "400 MB, then start again; or leave --registry out and use a running one with " +
        "TICK_FORMAT=avro SCHEMA_REGISTRY_URL=http://HOST:PORT/apis/ccompat/v7",
      cause,
    },
  );
}
