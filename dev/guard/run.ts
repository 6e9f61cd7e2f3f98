import { Child, type ChildOptions } from "./child.ts";
import { tryLock, withLock } from "./lock.ts";

const GUARD = `${import.meta.dirname}/guard.sh`;

/**
 * One run on this machine: a folder for what it writes, its processes, and a guard that ends those
 * and removes that when this process is gone, however it went. Runs do not see each other.
 */
export class Run {
  /** Removed at the end. */
  readonly folder: string;
  readonly #guard: Deno.ChildProcess;
  readonly #lock: Deno.FsFile;
  readonly #children = new Set<Child>();
  #closing: Promise<void> | undefined;

  private constructor(folder: string, lock: Deno.FsFile) {
    this.folder = folder;
    this.#lock = lock;
    this.#guard = startGuard(folder, "piped");
  }

  /** Opens a run in a new folder below `parent`, and clears away there what dead runs have left. */
  static async open(parent: string): Promise<Run> {
    await Deno.mkdir(parent, { recursive: true });
    return await withLock(`${parent}/lock`, async () => {
      await clearDead(parent);
      const folder = await Deno.makeTempDir({ dir: parent, prefix: "run-" });
      await Deno.mkdir(`${folder}/pids`);
      const lock = await tryLock(`${folder}/lock`);
      if (!lock) throw new Error(`Cannot lock ${folder}/lock`);
      return new Run(folder, lock);
    });
  }

  /** Starts a process in a session of its own: a terminal's Ctrl-C reaches only the supervisor. */
  spawn(name: string, command: readonly string[], options: ChildOptions = {}): Child {
    if (this.#closing) throw new Error(`Cannot start ${name}: the run is being closed`);
    const child = new Child(this.folder, name, command, options);
    this.#children.add(child);
    child.ended.finally(() => this.#children.delete(child));
    return child;
  }

  get guardPid(): number {
    return this.#guard.pid;
  }

  /** Kills what still lives, at once. */
  killAll(): void {
    for (const child of this.#children) child.kill("SIGKILL");
  }

  /** Kills what still lives, removes the folder and dismisses the guard. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.killAll();
    await Promise.all([...this.#children].map((child) => child.ended));
    await Deno.remove(this.folder, { recursive: true });
    const writer = this.#guard.stdin.getWriter();
    await writer.write(new TextEncoder().encode("done\n"));
    await writer.close();
    await this.#guard.status;
    this.#lock.close();
  }
}

/** The guard script on its own does not wait: it clears the folder at once. */
function startGuard(folder: string, stdin: "piped" | "null"): Deno.ChildProcess {
  return new Deno.Command("sh", {
    args: [GUARD, folder],
    stdin,
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
}

async function clearDead(parent: string): Promise<void> {
  for await (const entry of Deno.readDir(parent)) {
    if (!entry.isDirectory || !entry.name.startsWith("run-")) continue;
    const folder = `${parent}/${entry.name}`;
    const lock = await tryLock(`${folder}/lock`).catch(() => undefined);
    if (!lock) continue;
    // Goes on by itself: a start does not wait for the processes of a dead run to end.
    startGuard(folder, "null").unref();
    lock.close();
  }
}
