import { ProgramError } from "@kafka-sim/common/errors";
import { tailOf } from "../../dev/guard/child.ts";
import { runTool, type ToolResult } from "../../dev/kafka/tool.ts";
import { Box, TAKEN } from "./box.ts";
import { controlGroupOf, removeControlGroups } from "./control_groups.ts";
import { requireHost } from "./require_host.ts";
import { waitFor } from "./wait_for.ts";

const START_MS = 60_000;
const STOP_MS = 30_000;

/**
 * A Docker engine beside the user's own, which it neither sees nor touches: it has processes, mounts
 * and a network of its own. Its images stay in its folder; nothing else stays. The network has no way
 * out, so nothing is pulled and build steps reach nobody.
 */
export class Engine {
  /** Images, socket, log. */
  readonly folder: string;
  readonly #box: Box;

  private constructor(box: Box) {
    this.folder = box.folder;
    this.#box = box;
  }

  /** The engine of this folder, whether it runs or not. */
  static async at(folder: string): Promise<Engine> {
    return new Engine(new Box(folder, await controlGroupOf(folder)));
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
    await removeControlGroups(this.#box.group);
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
      await this.#box.terminate();
      await waitFor(async () => !await this.isAlive(), STOP_MS);
    }
    // Then the kernel ends all inside.
    if (!await this.#box.kill()) throw await this.#failure();
    await Deno.remove(`${this.folder}/docker.sock`).catch(() => {});
  }

  /** Whether any process of it lives. */
  isAlive(): Promise<boolean> {
    return this.#box.isAlive();
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
    const inside = await this.#box.commandInside(["net"], command);
    if (!inside) throw await this.#failure();
    return inside;
  }

  #launch(tied: boolean): Deno.ChildProcess {
    const script = `${import.meta.dirname}/inside.sh`;
    const args = [this.#box.group, ...tied ? ["tied"] : []];
    return this.#box.launch({ script, args, tied });
  }

  async #answers(): Promise<boolean> {
    return (await this.docker(["version"])).success;
  }

  async #failure(): Promise<ProgramError> {
    const log = (await tailOf(`${this.folder}/log`, 3)).join(" | ");
    return new ProgramError("engine_failed", `Cannot start or stop the lab's engine: ${log}`, {
      remedy: `Look into ${this.folder}/log; "deno task engine clean" removes the folder`,
    });
  }
}
