import { runTool, type ToolResult } from "../../dev/kafka/tool.ts";
import type { Engine } from "../../lab/engine/engine.ts";
import { until } from "./until.ts";

const ROOT = decodeURIComponent(new URL("../..", import.meta.url).pathname);
const READY_S = 240;

/** A container as `docker compose ps` has it. */
export interface ContainerView {
  readonly ID: string;
  readonly Name: string;
  readonly Service: string;
  readonly State: string;
  readonly Health: string;
  readonly ExitCode: number;
}

/** The project's own compose.yaml, brought up under a name; the end takes all of it away. */
export class Project implements AsyncDisposable {
  readonly engine: Engine;
  readonly name: string;
  readonly #envFile: string;

  private constructor(engine: Engine, name: string, envFile: string) {
    this.engine = engine;
    this.name = name;
    this.#envFile = envFile;
  }

  /** Nothing is started yet. */
  static async open(
    engine: Engine,
    name: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Project> {
    const project = new Project(engine, name, await Deno.makeTempFile({ suffix: ".env" }));
    await project.configure(env);
    return project;
  }

  /** Writes the project's `.env`, which the next `up` follows. */
  async configure(env: Readonly<Record<string, string>>): Promise<void> {
    const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
    await Deno.writeTextFile(this.#envFile, lines.join(""));
  }

  /** Runs `docker compose` and demands that it succeeds. */
  async compose(...args: readonly string[]): Promise<string> {
    return demand(await this.#run(args), args);
  }

  /** Runs `docker` and demands that it succeeds. */
  async docker(...args: readonly string[]): Promise<string> {
    return demand(await this.engine.docker(args), args);
  }

  /** Starts what is to run; the images are there already. */
  async up(...args: readonly string[]): Promise<void> {
    await this.compose("up", "--detach", "--no-build", "--quiet-pull", ...args);
  }

  /** All containers of the project, or of one service, those that have ended too. */
  async containers(service?: string): Promise<ContainerView[]> {
    const filter = service ? [service] : [];
    const lines = await this.compose("ps", "--all", "--format", "json", ...filter);
    return lines.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }

  /** Waits until so many containers of a service are healthy. */
  async healthy(service: string, count: number = 1): Promise<ContainerView[]> {
    const found = (all: readonly ContainerView[]) =>
      all.filter(({ Health }) => Health === "healthy");
    let last: ContainerView[] = [];
    return await until(
      () => `${count} healthy of ${service}: ${JSON.stringify(last)}`,
      READY_S,
      async () => found(last = await this.containers(service)).length >= count && last,
    );
  }

  /** What a service has written so far, without names and times. */
  async logs(service: string): Promise<string> {
    return await this.compose("logs", "--no-color", "--no-log-prefix", service);
  }

  /** `docker inspect` of one container. */
  // deno-lint-ignore no-explicit-any
  async inspect(id: string): Promise<any> {
    return JSON.parse(await this.docker("inspect", id))[0];
  }

  /** `kill -9` of a service's first process, as the kernel does it: the engine may start it again. */
  async killProcess(service: string): Promise<void> {
    const [container] = await this.containers(service);
    const { State } = await this.inspect(container!.ID);
    // Its number counts in the engine's own processes.
    const [nsenter, target] = await this.engine.commandInside([]);
    const kill = [nsenter!, target!, "--pid", "kill", "-9", String(State.Pid)];
    demand(await runTool(kill), kill);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#run(["down", "--volumes", "--timeout", "5", "--remove-orphans"]);
    await Deno.remove(this.#envFile);
  }

  async #run(args: readonly string[]): Promise<ToolResult> {
    const files = ["--project-name", this.name, "--file", `${ROOT}compose.yaml`];
    return await this.engine.docker(["compose", "--env-file", this.#envFile, ...files, ...args]);
  }
}

function demand({ success, stdout, stderr }: ToolResult, command: readonly string[]): string {
  if (!success) throw new Error(`docker ${command.join(" ")}: ${stderr.trim() || stdout.trim()}`);
  return stdout;
}
