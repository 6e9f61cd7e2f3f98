import type { ProcessStatus } from "../control/contract.ts";
import type { ProgramStart } from "./program_start.ts";

/** What programs are started by: it becomes the program, whose process id is so the child's own. */
export const SHELL = "sh";

/** A process of one of the programs; what it says on stderr goes to a file. */
export class ChildProgram {
  readonly pid: number;
  readonly status: Promise<Deno.CommandStatus>;
  /** Resolves to the last line that it wrote, when it has ended. */
  readonly ended: Promise<string>;
  readonly #child: Deno.ChildProcess;
  #isRunning = false;
  #hasEnded = false;

  /** @param log The file, which is appended to. */
  constructor({ command, env }: ProgramStart, log: string) {
    this.#child = new Deno.Command(SHELL, {
      args: ["-c", 'exec "$@"', SHELL, ...command],
      env: { ...env },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      // Ctrl-C at a terminal is for the auditor alone, which ends the programs in order.
      detached: true,
    }).spawn();
    this.pid = this.#child.pid;
    const said = this.#follow(log);
    this.status = this.#child.status.then((status) => {
      this.#hasEnded = true;
      return status;
    });
    this.ended = Promise.all([said, this.status]).then(([last]) => last);
  }

  get state(): ProcessStatus["state"] {
    if (this.#hasEnded) return "ended";
    return this.#isRunning ? "running" : "starting";
  }

  /** Asks it to end, and kills it after `grace` milliseconds. */
  stop(grace: number): void {
    this.#kill("SIGTERM");
    // One that was paused takes the signal only when it goes on.
    this.#kill("SIGCONT");
    const timer = setTimeout(() => this.#kill("SIGKILL"), grace);
    this.status.then(() => clearTimeout(timer));
  }

  #kill(signal: Deno.Signal): void {
    try {
      this.#child.kill(signal);
    } catch {
      // It has ended.
    }
  }

  async #follow(log: string): Promise<string> {
    const file = new EventFile(log);
    const decoder = new TextDecoder();
    let [last, rest] = ["", ""];
    for await (const bytes of this.#child.stderr) {
      file.write(bytes);
      const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
      rest = lines.pop()!;
      if (lines.some((line) => line.includes('"startup_complete"'))) this.#isRunning = true;
      last = lines.at(-1) ?? last;
    }
    file.close();
    return rest || last;
  }
}

/** What a program says is no evidence: on a full disk it is left out. */
class EventFile {
  #file: Deno.FsFile | undefined;

  constructor(path: string) {
    try {
      this.#file = Deno.openSync(path, { create: true, append: true });
    } catch {
      // Not to be had.
    }
  }

  write(bytes: Uint8Array): void {
    try {
      this.#file?.writeSync(bytes);
    } catch {
      this.close();
    }
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }
}
