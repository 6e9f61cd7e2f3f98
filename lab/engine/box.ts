import { runTool } from "../../dev/kafka/tool.ts";
import { removeControlGroups } from "./control_groups.ts";
import { waitFor } from "./wait_for.ts";

const STOP_MS = 30_000;
/** Whoever has the lock open, as `launch.sh` opens it. */
const HOLDERS = 'find /proc/[0-9]*/fd/9 -maxdepth 0 -lname "$1" 2>/dev/null | cut -d/ -f3';

/** The first has its number out here, and 1 inside; those of containers have three. Deno may not look. */
const FIRST = `${HOLDERS} |
  while read -r pid; do grep -sqE "^NSpid:[[:space:]][0-9]+[[:space:]]1$" /proc/$pid/status && echo $pid; done`;

/** What `launch.sh` ends with when the box runs already. */
export const TAKEN = 75;

/** How a box is launched. */
export interface BoxOptions {
  /** Its first process: a shell script, which gets the folder and then `args`. */
  readonly script: string;
  readonly args: readonly string[];
  /** Gives the script a pipe as stdin that ends with this process, however that ends. */
  readonly tied?: boolean;
}

/**
 * Processes with namespaces of their own for mounts, network, names and processes. They are known by a
 * lock that all of them hold, so no number of a process is ever trusted that may be another's by now,
 * and the end of the first is the end of all: their containers, mounts and network go with them.
 */
export class Box {
  /** Holds its lock and its log. */
  readonly folder: string;
  /** The control group above those of its containers. */
  readonly group: string;

  constructor(folder: string, group: string) {
    this.folder = folder;
    this.group = group;
  }

  /** Starts it; what it prints goes to its log. */
  launch({ script, args, tied = false }: BoxOptions): Deno.ChildProcess {
    const launcher = `${import.meta.dirname}/launch.sh`;
    return new Deno.Command("sh", {
      args: ["-c", 'exec "$@" >"$0" 2>&1', `${this.folder}/log`]
        .concat("sh", launcher, this.folder, script, ...args),
      stdin: tied ? "piped" : "null",
      stdout: "null",
      stderr: "null",
      detached: true,
    }).spawn();
  }

  /** Whether any process of it lives. */
  async isAlive(): Promise<boolean> {
    const lock = `${this.folder}/lock`;
    // Not by making the file: looking at a box that never ran leaves nothing.
    const isThere = await Deno.stat(lock).then(() => true, () => false);
    if (!isThere) return false;
    return !(await runTool(["flock", "--nonblock", lock, "true"])).success;
  }

  /** The first process inside, by its number out here; undefined if there is none. */
  async first(): Promise<number | undefined> {
    return (await this.#look(FIRST))[0];
  }

  /** The command that runs another one inside, in these of its namespaces. */
  async commandInside(
    namespaces: readonly string[],
    command: readonly string[],
  ): Promise<string[] | undefined> {
    const first = await this.first();
    if (first === undefined) return undefined;
    const flags = namespaces.map((name) => `--${name}`);
    return ["nsenter", `--target=${first}`, ...flags, ...command];
  }

  /** Asks the first process to end all in order. */
  async terminate(): Promise<void> {
    const first = await this.first();
    if (first !== undefined) await signal("TERM", [first]);
  }

  /**
   * Removes the folder, after ending what lives there. Under the lock: one that is just being launched
   * finds it taken or gone.
   *
   * @returns Whether the folder is gone.
   */
  async remove(): Promise<boolean> {
    const isThere = () => Deno.stat(this.folder).then(() => true, () => false);
    return await waitFor(async () => {
      if (!await isThere()) return true;
      await this.kill();
      const remove = ["rm", "-rf", "--one-file-system", this.folder];
      await runTool(["flock", "--nonblock", `${this.folder}/lock`, ...remove]);
      return !await isThere();
    }, STOP_MS);
  }

  /**
   * Ends all of it at once, with what is left of its containers' control groups.
   *
   * @returns Whether nothing of it lives.
   */
  async kill(): Promise<boolean> {
    const isGone = await waitFor(async () => {
      if (!await this.isAlive()) return true;
      await signal("KILL", await this.#look(HOLDERS));
      return false;
    }, STOP_MS);
    await removeControlGroups(this.group);
    return isGone;
  }

  async #look(script: string): Promise<number[]> {
    const { stdout } = await runTool(["sh", "-c", script, "sh", `${this.folder}/lock`]);
    return stdout.split("\n").filter(Boolean).map(Number);
  }
}

/** Through the shell: Deno's own way would need the permission to run anything. */
async function signal(name: "TERM" | "KILL", pids: readonly number[]): Promise<void> {
  if (pids.length === 0) return;
  await runTool(["sh", "-c", 'kill -"$@" 2>/dev/null', "sh", name, ...pids.map(String)]);
}
