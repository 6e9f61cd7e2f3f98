import { ProgramError } from "@kafka-sim/common/errors";
import { openCache } from "../../dev/cache_folder.ts";
import { installOnce } from "../../dev/kafka/install.ts";
import { type Progress, withProgress } from "../../dev/kafka/progress.ts";
import { runTool } from "../../dev/kafka/tool.ts";
import type { Engine } from "./engine.ts";

/** What is built where the machine has no Compose of its own: Debian has only version 1. */
const MODULE = "github.com/docker/compose/v5/cmd";
const VERSION = "v5.6.0";

/**
 * Sees to it that `docker compose` works with this engine: with the machine's own plugin, else with
 * one that Go builds from its published module, once. `go install` refuses that module, as it
 * replaces others; as a dependency of an empty one it builds.
 *
 * @throws {ProgramError} `compose_missing`, if there is neither.
 */
export async function ensureCompose(engine: Engine, progress: Progress): Promise<void> {
  if ((await engine.docker(["compose", "version"])).success) return;
  const folder = `${await openCache()}/compose-${VERSION}`;
  const isWhole = () => Deno.stat(`${folder}/docker-compose`).then(() => true, () => false);
  await installOnce(folder, isWhole, async (staging) => {
    await withProgress(progress, `Building Docker Compose ${VERSION}, once`, () => build(staging));
  });
  const plugins = `${engine.env.DOCKER_CONFIG}/cli-plugins`;
  await Deno.mkdir(plugins, { recursive: true });
  await Deno.remove(`${plugins}/docker-compose`).catch(() => {});
  await Deno.symlink(`${folder}/docker-compose`, `${plugins}/docker-compose`);
  const { success, stderr } = await engine.docker(["compose", "version"]);
  if (!success) throw missing(stderr);
}

async function build(folder: string): Promise<void> {
  const source = `${folder}/source`;
  await Deno.mkdir(source);
  const steps = [
    ["mod", "init", "compose"],
    ["get", `${MODULE}@${VERSION}`],
    ["build", "-trimpath", "-ldflags=-s -w", "-o", `${folder}/docker-compose`, MODULE],
  ];
  for (const step of steps) {
    const env = { GOFLAGS: "-buildvcs=false", GOWORK: "off" };
    const { success, stderr } = await runTool(["go", "-C", source, ...step], { env });
    if (!success) throw missing(stderr);
  }
  await Deno.remove(source, { recursive: true });
}

function missing(why: string): ProgramError {
  const last = why.trim().split("\n").at(-1) ?? "";
  return new ProgramError("compose_missing", `Cannot have docker compose: ${last}`, {
    remedy: "Install Docker's compose plugin, or Go 1.24 or newer, which builds it",
  });
}
