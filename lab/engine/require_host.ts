import { ProgramError } from "@kafka-sim/common/errors";
import { runTool } from "../../dev/kafka/tool.ts";

/** Tools, and the Debian package that has each. */
export type Tools = Readonly<Record<string, string>>;

/** What the engine needs of a machine. */
const TOOLS: Tools = {
  dockerd: "docker.io",
  docker: "docker.io",
  iptables: "iptables",
  ip: "iproute2",
  flock: "util-linux",
  unshare: "util-linux",
  nsenter: "util-linux",
};

/** The machine as {@linkcode hostProblem} looks at it. */
export interface Host {
  readonly os: string;
  /** The user's id; null where there are none. */
  readonly user: number | null;
  /** Whether a tool of this name is in PATH. */
  readonly has: (tool: string) => boolean | Promise<boolean>;
}

/**
 * Why this machine cannot carry the lab's engine, and what to do; undefined if it can.
 *
 * @param more What it must have besides.
 */
export async function hostProblem(
  host: Host,
  more: Tools = {},
): Promise<{ why: string; remedy: string } | undefined> {
  if (host.os !== "linux") {
    return { why: `this is ${host.os}`, remedy: "Use Linux, or your own Docker" };
  }
  if (host.user !== 0) {
    return { why: `this is user ${host.user}`, remedy: "Start as root, or use your own Docker" };
  }
  const missing: string[] = [];
  const tools: Tools = { ...TOOLS, ...more };
  for (const tool of Object.keys(tools)) if (!await host.has(tool)) missing.push(tool);
  if (missing.length === 0) return undefined;
  const packages = [...new Set(missing.map((tool) => tools[tool]))].join(" ");
  return {
    why: `${missing.join(", ")} is missing`,
    remedy: `On Debian: apt-get install ${packages}`,
  };
}

/** This machine. */
export function thisHost(): Host {
  return {
    os: Deno.build.os,
    user: Deno.uid(),
    has: async (tool) => (await runTool(["sh", "-c", 'command -v "$1"', "sh", tool])).success,
  };
}

/** @throws {ProgramError} `engine_impossible`, where this machine cannot carry the lab's engine. */
export async function requireHost(host: Host = thisHost()): Promise<void> {
  const problem = await hostProblem(host);
  if (!problem) return;
  throw new ProgramError(
    "engine_impossible",
    `Cannot start the lab's engine as ${problem.why}`,
    { remedy: problem.remedy, exitCode: 2 },
  );
}
