import { until } from "./until.ts";

const NAME = "KAFKA_SIM_TEST_MARK";

/** A process of this machine. */
export interface MarkedProcess {
  readonly pid: number;
  readonly words: readonly string[];
}

/**
 * Finds every process that comes from one start, whoever started it in between: each inherits a
 * variable that nothing else on this machine has.
 */
export class Mark {
  readonly #value = crypto.randomUUID();
  readonly #folders = new Set<string>();

  /** To be in the environment of what is started. */
  get env(): Readonly<Record<string, string>> {
    return { [NAME]: this.#value };
  }

  /** The processes that live at the moment. */
  async living(): Promise<MarkedProcess[]> {
    const found = await list(`${NAME}=${this.#value}`);
    for (const folder of found.flatMap(({ words }) => words.flatMap(runFolder))) {
      this.#folders.add(folder);
    }
    return found;
  }

  /** The first living process whose command line fits. */
  async find(pattern: RegExp, seconds: number = 30): Promise<MarkedProcess> {
    return await until(
      `a process like ${pattern}`,
      seconds,
      async () => (await this.living()).find(({ words }) => pattern.test(words.join(" "))),
    );
  }

  /**
   * Waits until neither a process nor its folder is left.
   *
   * @throws {Error} That names what is still there after `seconds`.
   */
  async nothingLeft(seconds: number): Promise<void> {
    let left: string[] = [];
    try {
      await until("", seconds, async () => {
        left = (await this.living()).map(({ pid, words }) => `${pid} ${words.join(" ")}`);
        left.push(...[...this.#folders].filter(isFolder));
        return left.length === 0;
      });
    } catch {
      const lines = left.map((line) => line.slice(0, 300));
      throw new Error(`Still there after ${seconds} s:\n${lines.join("\n")}`);
    }
  }
}

/** The folder of a run that a word of a command line names: `/cache/runs/run-1/a` → `/cache/runs/run-1`. */
function runFolder(word: string): string[] {
  return /\/.*\/runs\/run-\w+/.exec(word)?.slice(0, 1) ?? [];
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

async function list(variable: string): Promise<MarkedProcess[]> {
  return Deno.build.os === "linux" ? listByProc(variable) : await listByPs(variable);
}

function listByProc(variable: string): MarkedProcess[] {
  return [...Deno.readDirSync("/proc")].flatMap(({ name }) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (!Deno.readTextFileSync(`/proc/${name}/environ`).includes(variable)) return [];
      const words = Deno.readTextFileSync(`/proc/${name}/cmdline`).split("\0").slice(0, -1);
      // None while it ends.
      return words.length === 0 ? [] : [{ pid: Number(name), words }];
    } catch {
      // It has just ended, or belongs to somebody else.
      return [];
    }
  });
}

/** macOS shows a process's environment behind its arguments. */
async function listByPs(variable: string): Promise<MarkedProcess[]> {
  const args = ["-axEww", "-o", "pid=,command="];
  const { stdout } = await new Deno.Command("ps", { args }).output();
  const lines = new TextDecoder().decode(stdout).split("\n");
  return lines.filter((line) => line.includes(variable)).map((line) => {
    const [pid, ...words] = line.trim().split(/\s+/);
    return { pid: Number(pid), words };
  });
}
