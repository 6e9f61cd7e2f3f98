import type { EventLog } from "@kafka-sim/common/log";
import type { ProcessStatus } from "../control/contract.ts";
import type { Journal } from "../evidence/journal.ts";
import { ChildProgram } from "./child_program.ts";
import type { ProgramStart } from "./program_start.ts";

/** A program that is to run from now until it is stopped. */
export interface WorkerOptions {
  /** Such as `sender-1`. */
  readonly name: string;
  /** Folder of the ledgers. */
  readonly ledgers: string;
  /** The file that a process's events go to. */
  readonly logOf: (process: string) => string;
  /** How to start it with this ledger. */
  readonly start: (ledger: string) => Promise<ProgramStart>;
  readonly journal: Journal;
  readonly log: EventLog;
  /** Told when a ledger gets no more notes. */
  readonly onEnded: (ledger: string) => void;
  /**
   * Milliseconds before a process is replaced that did not live for ten seconds.
   *
   * @default {1000}
   */
  readonly pause?: number;
}

/** A process that lives so long was well, in milliseconds. */
const WELL_MS = 10_000;
const PAUSE_MS = 1_000;
/** Processes that were not well, one after the other. */
const MOST_FAILURES = 5;

/**
 * Keeps one program running: a process that dies is replaced by a new one, with a ledger of its own.
 */
export class Worker {
  readonly name: string;
  readonly #options: WorkerOptions;
  readonly #failed = Promise.withResolvers<Error>();
  #process: ChildProgram | undefined;
  #ledger = "";
  #work: Promise<void> = Promise.resolve();
  #starts = 0;
  #stopping = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.name = options.name;
  }

  /** Resolves if it cannot be kept running. */
  get failed(): Promise<Error> {
    return this.#failed.promise;
  }

  /** Starts the first process. */
  begin(): void {
    this.#work = this.#keepRunning();
  }

  /** Asks it to end and kills it after `grace` milliseconds. */
  async stop(grace: number): Promise<void> {
    this.#stopping = true;
    this.#process?.stop(grace);
    await this.#work;
  }

  /** What is to be told of it, of its last process. */
  status(): ProcessStatus | undefined {
    if (!this.#process) return undefined;
    const { pid, state } = this.#process;
    const { name } = this;
    return { name, pid, state, identity: null, ledger: this.#ledger, starts: this.#starts };
  }

  async #keepRunning(): Promise<void> {
    const { pause = PAUSE_MS } = this.#options;
    let failures = 0;
    let why = "";
    while (!this.#stopping && failures < MOST_FAILURES) {
      if (failures > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      const begun = performance.now();
      why = await (await this.#startOne()).ended;
      failures = performance.now() - begun < WELL_MS ? failures + 1 : 0;
    }
    if (this.#stopping) return;
    this.#failed.resolve(new Error(`${this.name} ends again and again: ${why}`));
  }

  async #startOne(): Promise<ChildProgram> {
    const { name, ledgers, logOf, start, journal, log, onEnded } = this.#options;
    this.#starts++;
    const segment = this.#starts === 1 ? name : `${name}-${this.#starts}`;
    const ledger = `${ledgers}/${segment}.ledger`;
    const process = new ChildProgram(await start(ledger), logOf(segment));
    this.#process = process;
    this.#ledger = ledger;
    if (this.#stopping) process.stop(0);
    const about = { name, pid: process.pid, ledger: `${segment}.ledger` };
    journal.add({ kind: "started", ...about });
    log.info("child_started", { ...about, log: logOf(segment) });
    process.status.then(({ code, signal }) => {
      const asked = this.#stopping;
      journal.add({ kind: "ended", ...about, bytes: sizeOf(ledger), code, signal, asked });
      log[asked ? "info" : "warn"]("child_ended", { ...about, code, signal });
      onEnded(ledger);
    });
    return process;
  }
}

function sizeOf(path: string): number | null {
  try {
    return Deno.statSync(path).size;
  } catch {
    return null;
  }
}
