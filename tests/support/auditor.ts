import type { Status } from "../../auditor/control/contract.ts";
import type { Report } from "../../auditor/report/report.ts";
import { TestProgram } from "./program.ts";
import { until } from "./until.ts";

/** A run of the auditor under test; steered as drills do it. It ends when this test ends. */
export class Audit {
  readonly program: TestProgram;
  readonly folder: string;

  private constructor(program: TestProgram, folder: string) {
    this.program = program;
    this.folder = folder;
  }

  static async start(brokers: string, folder: string, flags: readonly string[]): Promise<Audit> {
    const args = ["run", `--brokers=${brokers}`, `--report=${folder}`, ...flags];
    return new Audit(await TestProgram.start("auditor", args), folder);
  }

  /** Waits until everything flows. */
  async flows(): Promise<Status> {
    return await until(`everything flows; so far:\n${this.program.stderr}`, 90, async () => {
      const status = await this.status();
      return status.phase === "running" && status;
    });
  }

  async status(): Promise<Status> {
    return await (await fetch(`${await this.#address()}/status`)).json();
  }

  async post(path: string, body: unknown = {}): Promise<unknown> {
    const init = { method: "POST", body: JSON.stringify(body) };
    return await (await fetch(`${await this.#address()}${path}`, init)).json();
  }

  /** Process ids of all programs that the run has started. */
  get children(): number[] {
    const started = this.program.events.filter(({ event }) => event === "child_started");
    return started.map(({ pid }) => Number(pid));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program[Symbol.asyncDispose]();
  }

  async #address(): Promise<string> {
    const { port } = await this.program.event("control_listening");
    return `http://127.0.0.1:${port}`;
  }
}

/** What `auditor judge` says about the ledgers of a folder. */
export async function judge(
  brokers: string,
  ledger: string,
  flags: readonly string[],
): Promise<
  { readonly code: number; readonly report: Report | undefined; readonly output: string }
> {
  const report = `${ledger}-judged-${crypto.randomUUID().slice(0, 8)}`;
  const args = ["judge", `--brokers=${brokers}`, `--ledger=${ledger}`, `--report=${report}`];
  await using program = await TestProgram.start("auditor", [...args, ...flags]);
  const { code } = await program.end(120);
  const output = program.stdout + program.stderr;
  return { code, report: readReport(report), output };
}

/** The report in a folder; undefined where there is none. */
export function readReport(folder: string): Report | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(`${folder}/report.json`));
  } catch {
    return undefined;
  }
}

/** Whether there still is such a process. */
export function lives(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGCONT");
    return true;
  } catch {
    return false;
  }
}
