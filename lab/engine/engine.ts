import { ProgramError } from "@kafka-sim/common/errors";
import { tailOf } from "../../dev/guard/child.ts";
import { runTool, type ToolResult } from "../../dev/kafka/tool.ts";
import { waitFor } from "./wait_for.ts";
import { controlGroupOf, removeControlGroups } from "./control_groups.ts";
import { requireHost } from "./require_host.ts";

const START_MS = 60_000;
const STOP_MS = 30_000;
const TAKEN = 75;

/**
 * A Docker engine beside the user's own, which it neither sees nor touches: it has processes, mounts
 * and a network of its own. Its images stay in its folder; nothing else stays. The network has no way
 * out, so nothing is pulled and build steps reach nobody.
 */
export class Engine {
  /** Images, socket, log. */
  readonly folder: string;
  readonly #group: string;

  private constructor(folder: string, group: string) {
    this.folder = folder;
    this.#group = group;
  }

  /** The engine of this folder, whether it runs or not. */
  static async at(folder: string): Promise<Engine> {
    return new Engine(folder, await controlGroupOf(folder));
  }

  /** What the `docker` command needs in its environment to talk to this engine. */
  get env(): Record<string, string> {
    // The engine's own builder: it is in every `docker`, BuildKit is not. A user's settings may name others.
    return {
      DOCKER_HOST: `unix://${this.folder}/docker.sock`,
      DOCKER_BUILDKIT: "0",
      DOCKER_CONFIG: `${this.folder}/client`,
    };
  }

  /**
   * Starts it, after clearing away what a killed one has left.
   *
   * @param options.tied End it with this process, however that ends.
   * @returns Whether it was started; false if it runs already.
   * @throws {ProgramError} `engine_impossible` on this machine, or `engine_failed`.
   */
  async start(options: { readonly tied?: boolean } = {}): Promise<boolean> {
    await requireHost();
    await Deno.mkdir(this.folder, { recursive: true });
    if (await this.isAlive()) return false;
    await removeControlGroups(this.#group);
    await Deno.remove(`${this.folder}/docker.sock`).catch(() => {});
    const child = this.#launch(options.tied ?? false);
    let ended: number | undefined;
    child.status.then(({ code }) => ended = code);
    const isReady = async () => ended !== undefined || await this.#answers();
    await waitFor(isReady, START_MS);
    if (ended === TAKEN) return false;
    if (ended !== undefined || !await this.#answers()) throw await this.#failure();
    if (!options.tied) child.unref();
    return true;
  }

  /** Stops it with its containers. Stopping one that does not run does nothing. */
  async stop(): Promise<void> {
    if (await this.isAlive()) {
      const outer = await this.#pid();
      const inner = await innerPid(outer);
      await signal(inner ?? outer, inner ? "TERM" : "KILL");
      const hasEnded = await waitFor(async () => !await this.isAlive(), STOP_MS);
      // Then the kernel ends all inside.
      if (!hasEnded) await signal(outer, "KILL");
      if (!await waitFor(async () => !await this.isAlive(), STOP_MS)) throw await this.#failure();
    }
    for (const name of ["docker.sock", "pid"]) {
      await Deno.remove(`${this.folder}/${name}`).catch(() => {});
    }
    await removeControlGroups(this.#group);
  }

  /** Whether any process of it lives. */
  async isAlive(): Promise<boolean> {
    const lock = `${this.folder}/lock`;
    // Not by making the file: looking at an engine that never ran leaves nothing.
    const isThere = await Deno.stat(lock).then(() => true, () => false);
    if (!isThere) return false;
    return !(await runTool(["flock", "--nonblock", lock, "true"])).success;
  }

  /** Runs `docker` with these arguments. */
  async docker(args: readonly string[], input?: string): Promise<ToolResult> {
    return await runTool(["docker", ...args], {
      env: this.env,
      ...input === undefined ? {} : { input },
    });
  }

  /** The command that runs another one in the engine's network, where published ports are. */
  async commandInside(command: readonly string[]): Promise<string[]> {
    const inner = await innerPid(await this.#pid());
    return ["nsenter", `--target=${inner}`, "--net", ...command];
  }

  #launch(tied: boolean): Deno.ChildProcess {
    const script = `${import.meta.dirname}/launch.sh`;
    const more = tied ? ["tied"] : [];
    return new Deno.Command("sh", {
      args: ["-c", 'exec "$@" >"$0" 2>&1', `${this.folder}/log`]
        .concat("sh", script, this.folder, this.#group, ...more),
      stdin: tied ? "piped" : "null",
      stdout: "null",
      stderr: "null",
      detached: true,
    }).spawn();
  }

  async #answers(): Promise<boolean> {
    return (await this.docker(["version"])).success;
  }

  async #pid(): Promise<number> {
    return Number(await Deno.readTextFile(`${this.folder}/pid`));
  }

  async #failure(): Promise<ProgramError> {
    const log = (await tailOf(`${this.folder}/log`, 3)).join(" | ");
    return new ProgramError("engine_failed", `Cannot start or stop the lab's engine: ${log}`, {
      remedy: `Look into ${this.folder}/log; "deno task engine clean" removes the folder`,
    });
  }
}

/** The first process inside, as it is seen from here. */
async function innerPid(outer: number): Promise<number | undefined> {
  const { stdout } = await runTool(["cat", `/proc/${outer}/task/${outer}/children`]);
  return Number.parseInt(stdout) || undefined;
}

/** Through the shell: Deno's own way would need the permission to run anything. */
async function signal(pid: number, name: "TERM" | "KILL"): Promise<void> {
  await runTool(["sh", "-c", 'kill -"$1" "$2"', "sh", name, String(pid)]);
}
