import type { Java } from "./java.ts";
import { type Progress, withProgress } from "./progress.ts";
import { runTool, type ToolOptions, type ToolResult } from "./tool.ts";
import { KAFKA_VERSION } from "./version.ts";
import { isWholeZip } from "./zip.ts";

const POM = `${import.meta.dirname}/pom.xml`;

/**
 * Copies Kafka's jars into `folder` by Maven.
 *
 * @throws {Error} If there is no Maven, or it fails: the message says why.
 */
export async function fetchByMaven(
  folder: string,
  java: Java,
  options: {
    progress: Progress;
    signal?: AbortSignal;
    env: (name: string) => string | undefined;
  },
): Promise<void> {
  // Maven itself runs on Java, and this one is known to fit.
  const env = { PATH: options.env("PATH") ?? "", JAVA_HOME: java.home };
  const tool = { env, ...options.signal ? { signal: options.signal } : {} };
  const { code } = await runTool(["mvn", "--version"], tool);
  if (code === 127) throw new Error("there is no Maven (mvn) in PATH");
  const copy = (more: readonly string[] = []) =>
    withProgress(
      options.progress,
      `Fetching Kafka ${KAFKA_VERSION} by Maven, once (55 MB)`,
      () => runMaven(folder, more, tool),
      () => sizeOf(folder),
    );
  const result = await copy();
  const hasCache = !/Could not create local repository/.test(result.stdout);
  if (hasCache) check(result);
  if (hasCache && await findBroken(folder) === undefined) return;
  // Maven's own cache is damaged, or lies where nothing can be written: fetch past it.
  const own = `${folder}/repository`;
  check(await copy([`-Dmaven.repo.local=${own}`]));
  await Deno.remove(own, { recursive: true });
  const broken = await findBroken(folder);
  if (broken) throw new Error(`Maven delivered a damaged file: ${broken}`);
}

function runMaven(
  folder: string,
  more: readonly string[],
  options: ToolOptions,
): Promise<ToolResult> {
  const target = [`-DoutputDirectory=${folder}`, "-DoverWriteReleases=true"];
  const goal = ["dependency:copy-dependencies", "-DincludeScope=runtime"];
  return runTool(["mvn", "-B", "-ntp", "-q", "-f", POM, ...goal, ...target, ...more], options);
}

function check(result: ToolResult): void {
  if (result.success) return;
  const lines = `${result.stdout}\n${result.stderr}`.split("\n");
  const line = lines.find((text) => /No space left/.test(text)) ??
    lines.find((text) => text.includes("ERROR"));
  // deno-lint-ignore no-control-regex -- Maven colours its messages
  const plain = (line ?? `exit code ${result.code}`).replace(/\x1b\[[\d;]*m/g, "");
  throw new Error(`Maven failed: ${plain.replace(/^\[ERROR\] /, "").slice(0, 300)}`);
}

async function findBroken(folder: string): Promise<string | undefined> {
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && !isWholeZip(await Deno.readFile(`${folder}/${name}`))) return name;
  }
  return undefined;
}

async function sizeOf(folder: string): Promise<string> {
  let bytes = 0;
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile) bytes += (await Deno.stat(`${folder}/${name}`)).size;
  }
  // Maven copies at the end only what it has fetched before.
  return bytes > 0 ? `${Math.round(bytes / 1e6)} MB` : "";
}
