import { ProgramError } from "@kafka-sim/common/errors";
import { runTool } from "../../dev/kafka/tool.ts";
import { type Host, hostProblem, thisHost } from "../engine/require_host.ts";
import { foreignProblem } from "./foreign.ts";
import { BRIDGE } from "./layout.ts";

const MORE_TOOLS = {
  sshd: "openssh-server",
  ssh: "openssh-client",
  "ssh-keygen": "openssh-client",
  "docker-registry": "docker-registry",
};
const MIB = 1024 * 1024;
/** For the hosts alone: what they run comes on top. */
const LEAST_MEMORY_MIB = 1024;
const LEAST_DISK_MIB = 4096;

/** The machine as {@linkcode labProblem} looks at it. */
export interface LabHost extends Host {
  /** Bytes of memory that are free or can be made so. */
  readonly memory: () => number | Promise<number>;
  /** Bytes that are free where the hosts' disks lie. */
  readonly disk: () => number | Promise<number>;
  /** What others have that is in the way, in words. */
  readonly foreign: () => string | undefined | Promise<string | undefined>;
}

/** Why this machine cannot carry the lab, and what to do; undefined if it can. */
export async function labProblem(
  host: LabHost,
): Promise<{ why: string; remedy: string } | undefined> {
  if (host.os !== "linux") return { why: `this is ${host.os}`, remedy: "Use Linux" };
  if (host.user !== 0) return { why: `this is user ${host.user}`, remedy: "Start it as root" };
  const problem = await hostProblem(host, MORE_TOOLS);
  if (problem) return problem;
  const foreign = await host.foreign();
  if (foreign) return { why: foreign, remedy: "Remove that, if you can do without it meanwhile" };
  const memory = await host.memory();
  if (memory < LEAST_MEMORY_MIB * MIB) return tooLittle("memory", memory, LEAST_MEMORY_MIB);
  const disk = await host.disk();
  if (disk < LEAST_DISK_MIB * MIB) return tooLittle("disk below /srv", disk, LEAST_DISK_MIB);
  return undefined;
}

function tooLittle(what: string, bytes: number, least: number): { why: string; remedy: string } {
  const free = Math.floor(bytes / MIB);
  return { why: `${free} MiB of ${what} are free`, remedy: `Make room: it needs ${least} MiB` };
}

/** This machine. */
export function thisMachine(): LabHost {
  return {
    ...thisHost(),
    memory: () => Deno.systemMemoryInfo().available,
    disk: async () => {
      const { stdout } = await runTool(["df", "--output=avail", "--block-size=1", "/srv"]);
      return Number(stdout.split("\n")[1]);
    },
    foreign: async () => {
      const routes = await runTool(["ip", "-4", "route", "show", "table", "all"]);
      const link = await runTool(["ip", "link", "show", BRIDGE.name]);
      return foreignProblem(routes.stdout, link.stdout);
    },
  };
}

/** @throws {ProgramError} `lab_impossible`, where this machine cannot carry the lab. */
export async function requireLab(host: LabHost = thisMachine()): Promise<void> {
  const problem = await labProblem(host);
  if (!problem) return;
  throw new ProgramError("lab_impossible", `Cannot have the lab here as ${problem.why}`, {
    remedy: problem.remedy,
    exitCode: 2,
  });
}
