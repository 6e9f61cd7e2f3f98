import { runTool, type ToolResult } from "../../dev/kafka/tool.ts";
import type { Engine } from "../../lab/engine/engine.ts";

const ROOT = decodeURIComponent(new URL("../..", import.meta.url).pathname);

/** As the images are meant to be run: nothing to write to, no capability, no way to get one. */
export const LOCKED: readonly string[] = [
  ...["--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges"],
  // Docker lets everybody listen on every port of a container; a plain system does not.
  "--sysctl=net.ipv4.ip_unprivileged_port_start=1024",
];

/** Builds the images that run from their sources, as `deno task images` does. */
export async function buildImages(engine: Engine): Promise<ToolResult> {
  const command = [Deno.execPath(), "task", "--quiet", "images", "--target=source"];
  return await runTool(["env", "-C", ROOT, ...command], { env: engine.env });
}

/** Runs a container to its end, locked; it is removed. */
export async function runLocked(engine: Engine, args: readonly string[]): Promise<ToolResult> {
  return await engine.docker(["run", "--rm", ...LOCKED, ...args]);
}

/** Runs `docker` and returns what it printed. */
export async function ask(engine: Engine, args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await engine.docker(args);
  if (!success) throw new Error(`docker ${args.join(" ")}: ${stderr.trim()}`);
  return stdout.trim();
}

/** The files of an image. */
export async function filesOf(engine: Engine, image: string): Promise<string[]> {
  const container = await ask(engine, ["create", image]);
  try {
    const list = 'docker export "$1" | tar -t';
    const { stdout } = await runTool(["sh", "-c", list, "sh", container], { env: engine.env });
    return stdout.split("\n").filter(Boolean);
  } finally {
    await ask(engine, ["rm", container]);
  }
}
