import { describeEnd } from "../../describe_end.ts";
import { EventTail } from "../../event_tail.ts";
import type { Child } from "../../guard/child.ts";
import type { Run } from "../../guard/run.ts";
import { programCommand } from "../../programs.ts";
import { AuditorControl } from "./control.ts";

/** What a run of the auditor is started with. */
export interface AuditorOptions {
  /** The local run that it belongs to: it is ended with that in any case. */
  readonly run: Run;
  /** Unique in the local run. */
  readonly name: string;
  readonly args: readonly string[];
  /** The file that its events go to. */
  readonly log: string;
  /** The map where JSR cannot be reached, else "". */
  readonly importMap: string;
  readonly signal: AbortSignal;
}

/** A run of the auditor, as a child process. */
export class AuditorProcess {
  readonly control: AuditorControl;
  /** Aborted with the reason when it has ended. */
  readonly gone: AbortSignal;
  readonly #child: Child;
  readonly #output: string;

  private constructor(child: Child, { port, output }: { port: number; output: string }) {
    this.#child = child;
    this.#output = output;
    this.control = new AuditorControl(port);
    const gone = new AbortController();
    this.gone = gone.signal;
    child.ended.then(async () => gone.abort(await describeEnd(child)));
  }

  /**
   * Starts it; resolves when it can be steered.
   *
   * @throws {ProgramError} If it ends before.
   */
  static async start(options: AuditorOptions): Promise<AuditorProcess> {
    const { run, name, args, log, importMap, signal } = options;
    const output = `${run.folder}/${name}.out`;
    const child = run.spawn(name, await programCommand("auditor", ["run", ...args], importMap), {
      ...{ stdout: output, stderr: log },
      env: { KAFKA_SIM_LAUNCHER: String(Deno.pid), KAFKA_SIM_IMPORT_MAP: importMap },
    });
    const port = await portOf(child, signal);
    return new AuditorProcess(child, { port, output });
  }

  /** Waits for its end; what it printed is its summary. */
  async end(): Promise<{ readonly code: number; readonly summary: string }> {
    const { code } = await this.#child.ended;
    return { code, summary: await Deno.readTextFile(this.#output).catch(() => "") };
  }

  /** Asks it to end if it has not ended, and after `grace` milliseconds kills it. */
  async cancel(grace: number): Promise<"ended" | "killed"> {
    const { signal } = await this.#child.stop(grace);
    return signal === "SIGKILL" ? "killed" : "ended";
  }
}

async function portOf(child: Child, signal: AbortSignal): Promise<number> {
  const found = Promise.withResolvers<number>();
  const tail = new EventTail(child.log, (event) => {
    if (event.event === "control_listening") found.resolve(Number(event.port));
  });
  const onAbort = () => found.reject(signal.reason);
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) onAbort();
  child.ended.then(async () => found.reject(await describeEnd(child)));
  try {
    return await found.promise;
  } catch (error) {
    await child.stop(0);
    throw error;
  } finally {
    signal.removeEventListener("abort", onAbort);
    tail.close();
  }
}
