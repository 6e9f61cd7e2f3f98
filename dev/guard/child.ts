const SCRIPT = `${import.meta.dirname}/child.sh`;
const TAIL_BYTES = 64 * 1024;

/** How a child is started. */
export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>;
  /**
   * A file that what the child prints is appended to, or `inherit` for this process's own stream.
   *
   * @default {`<run folder>/<name>.log`}
   */
  readonly stdout?: string;
  /** As for {@linkcode ChildOptions.stdout}. */
  readonly stderr?: string;
}

/** A process of a {@linkcode Run}. */
export class Child {
  readonly name: string;
  readonly pid: number;
  /** File of its stderr; its stdout too unless told otherwise. */
  readonly log: string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<Deno.CommandStatus>;
  readonly #process: Deno.ChildProcess;
  #alive = true;

  constructor(folder: string, name: string, command: readonly string[], options: ChildOptions) {
    this.name = name;
    const log = `${folder}/${name}.log`;
    this.log = options.stderr && options.stderr !== "inherit" ? options.stderr : log;
    this.#process = new Deno.Command("sh", {
      args: [
        SCRIPT,
        folder,
        name,
        streamArgument(options.stdout, this.log),
        streamArgument(options.stderr, this.log),
        ...command,
      ],
      env: options.env ?? {},
      stdin: "null",
      detached: true,
    }).spawn();
    this.pid = this.#process.pid;
    this.ended = this.#process.status.then(async (status) => {
      this.#alive = false;
      await Deno.remove(`${folder}/pids/${name}`).catch(() => {});
      return status;
    });
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Sends a signal; a process that has already ended takes none. */
  kill(signal: Deno.Signal): void {
    if (!this.#alive) return;
    try {
      this.#process.kill(signal);
    } catch {
      // It ended just now.
    }
  }

  /** Asks it to end, and after `grace` milliseconds kills it. */
  async stop(grace: number): Promise<Deno.CommandStatus> {
    this.kill("SIGTERM");
    this.kill("SIGCONT");
    const timer = setTimeout(() => this.kill("SIGKILL"), grace);
    try {
      return await this.ended;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The last lines of {@linkcode Child.log}. */
  async tail(lines: number): Promise<string[]> {
    return await tailOf(this.log, lines);
  }
}

/** The last lines of a text file; none if it cannot be read. */
export async function tailOf(path: string, lines: number): Promise<string[]> {
  try {
    using file = await Deno.open(path);
    const { size } = await file.stat();
    await file.seek(Math.max(0, size - TAIL_BYTES), Deno.SeekMode.Start);
    const text = await new Response(file.readable).text();
    return text.trimEnd().split("\n").slice(-lines);
  } catch {
    return [];
  }
}

function streamArgument(stream: string | undefined, log: string): string {
  return stream === "inherit" ? "-" : stream ?? log;
}
