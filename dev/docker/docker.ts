import { ProgramError } from "@kafka-sim/common/errors";
import { type Progress, withProgress } from "../kafka/progress.ts";
import { runTool, type ToolResult } from "../kafka/tool.ts";

/** An engine that hangs, such as one that is just starting, does not answer at all. */
const ANSWER_MS = 20_000;
const SERVICE = "kafka";

/** Runs `docker` with these arguments, to its end. */
export type Docker = (args: readonly string[], signal: AbortSignal) => Promise<ToolResult>;

/** This machine's `docker`, with whatever engine it talks to. */
export async function localDocker(
  args: readonly string[],
  signal: AbortSignal,
): Promise<ToolResult> {
  return await runTool(["docker", ...args], { signal });
}

/** What the questions to Docker need. */
export interface DockerOptions {
  readonly docker: Docker;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/**
 * Finds out whether Docker can run what a compose file describes.
 *
 * @throws {ProgramError} `docker_missing`, `docker_unanswered` or `compose_missing`.
 */
export async function requireDocker({ docker, signal }: DockerOptions): Promise<void> {
  const engine = await answer(docker, ["version", "--format", "{{.Server.Version}}"], signal);
  if (engine?.code === 127) {
    throw new ProgramError("docker_missing", "There is no docker in PATH", {
      remedy: "Install Docker with its compose plugin, or name a running Kafka: --kafka HOST:PORT",
    });
  }
  if (!engine?.success) {
    const why = engine ? lastLine(engine) : `no answer within ${ANSWER_MS / 1000} s`;
    throw new ProgramError("docker_unanswered", `Docker's engine does not answer: ${why}`, {
      remedy: "Start Docker, and look whether you may use it: docker version",
    });
  }
  const compose = await answer(docker, ["compose", "version"], signal);
  if (!compose?.success) {
    throw new ProgramError("compose_missing", "Docker is there without its compose plugin", {
      remedy: "Install Docker's compose plugin, version 2 or newer",
    });
  }
}

/**
 * Pulls the broker's image unless the engine has it.
 *
 * @throws {ProgramError} `image_not_pulled`.
 */
export async function ensureImage(file: string, options: DockerOptions): Promise<void> {
  const { docker, signal, progress } = options;
  const compose = ["compose", "--file", file, "--env-file", "/dev/null"];
  const named = await docker([...compose, "config", "--images", SERVICE], signal);
  const image = named.stdout.trim();
  if (!named.success || image === "") throw notPulled(`the broker of ${file}`, named);
  if ((await docker(["image", "inspect", image], signal)).success) return;
  const pulled = await withProgress(
    progress,
    `Pulling ${image}, once`,
    () => docker(["pull", "--quiet", image], signal),
  );
  if (!pulled.success) throw notPulled(image, pulled);
}

function notPulled(image: string, result: ToolResult): ProgramError {
  return new ProgramError("image_not_pulled", `Cannot pull ${image}: ${lastLine(result)}`, {
    remedy: "Check the engine's network and its proxy, or load the image: docker load",
  });
}

/** Undefined where there is no answer in time. */
async function answer(
  docker: Docker,
  args: readonly string[],
  signal: AbortSignal,
): Promise<ToolResult | undefined> {
  const late = AbortSignal.timeout(ANSWER_MS);
  try {
    return await docker(args, AbortSignal.any([signal, late]));
  } catch (error) {
    if (signal.aborted || !late.aborted) throw error;
    return undefined;
  }
}

function lastLine({ stderr, stdout }: ToolResult): string {
  return (stderr.trim() || stdout.trim()).split("\n").at(-1)!.slice(0, 300);
}
