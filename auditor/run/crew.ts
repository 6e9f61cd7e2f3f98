import type { EventLog } from "@kafka-sim/common/log";
import type { ProcessStatus } from "../control/contract.ts";
import type { LiveRun } from "./live_run.ts";
import { type ProgramPlan, readerArgs, senderArgs } from "./program_args.ts";
import { programStart } from "./program_start.ts";
import type { RunFolder } from "./run_folder.ts";
import { Worker } from "./worker.ts";

/** What a {@linkcode Crew} is made of. */
export interface CrewOptions {
  readonly senders: number;
  readonly readers: number;
  readonly plan: ProgramPlan;
  readonly folder: RunFolder;
  readonly live: LiveRun;
  readonly importMap: string;
  readonly log: EventLog;
}

/** Longer than the programs take to end in order. */
const GRACE_MS = 45_000;

/** The senders and readers of a run. */
export class Crew {
  readonly #senders: readonly Worker[];
  readonly #readers: readonly Worker[];
  readonly #live: LiveRun;

  constructor(options: CrewOptions) {
    const { plan, folder, live, importMap, log } = options;
    this.#live = live;
    const make = (name: string, start: (ledger: string) => ReturnType<typeof programStart>) =>
      new Worker({
        name,
        ledgers: folder.ledgers,
        logOf: (process) => folder.logOf(process),
        start,
        journal: folder.journal,
        log,
        onEnded: (ledger) => live.gone(ledger),
      });
    this.#senders = numbers(options.senders).map((number) =>
      make(
        `sender-${number}`,
        (ledger) => programStart("producer", senderArgs(plan, ledger), importMap),
      )
    );
    this.#readers = numbers(options.readers).map((number) =>
      make(
        `reader-${number}`,
        (ledger) => programStart("consumer", readerArgs(plan, ledger), importMap),
      )
    );
  }

  /** Resolves if a program cannot be kept running. */
  get failed(): Promise<Error> {
    return Promise.race([...this.#senders, ...this.#readers].map(({ failed }) => failed));
  }

  get senders(): ProcessStatus[] {
    return this.#statusOf(this.#senders);
  }

  get readers(): ProcessStatus[] {
    return this.#statusOf(this.#readers);
  }

  begin(): void {
    // The group is complete earlier if its members start first.
    for (const worker of [...this.#readers, ...this.#senders]) worker.begin();
  }

  async stopSenders(): Promise<void> {
    await Promise.all(this.#senders.map((sender) => sender.stop(GRACE_MS)));
  }

  async stopReaders(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.stop(GRACE_MS)));
  }

  /** Ends whatever still runs, at once. */
  async kill(): Promise<void> {
    await Promise.all([...this.#senders, ...this.#readers].map((worker) => worker.stop(0)));
  }

  #statusOf(workers: readonly Worker[]): ProcessStatus[] {
    return workers.flatMap((worker) => {
      const status = worker.status();
      return status ? [{ ...status, identity: this.#live.identityOf(status.ledger) }] : [];
    });
  }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
