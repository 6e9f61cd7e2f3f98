import type { EventLog } from "@kafka-sim/common/log";
import { wait } from "@kafka-sim/common/wait";
import type { Fault, FaultRequest, Phase, Status } from "../control/contract.ts";
import { DeclaredFault } from "../control/declared_fault.ts";
import type { Mark } from "../control/requests.ts";
import type { Controlled } from "../control/server.ts";
import type { Crew } from "./crew.ts";
import type { LiveRun } from "./live_run.ts";
import type { RunFolder } from "./run_folder.ts";
import { isWarm, type WarmthMemory } from "./warmth.ts";
import type { TopicWatch } from "./topic_watch.ts";

/** What a {@linkcode DrillRun} works with. */
export interface DrillRunOptions {
  readonly run: string;
  readonly topic: string;
  readonly group: string;
  readonly folder: RunFolder;
  readonly live: LiveRun;
  readonly watch: TopicWatch;
  readonly crew: Crew;
  readonly log: EventLog;
}

const LOOK_EVERY_MS = 200;
const WATCH_EVERY_MS = 500;

/** A run from its first program to its last: what happens is looked at, noted and told. */
export class DrillRun implements Controlled {
  readonly #options: DrillRunOptions;
  readonly #begun = performance.now();
  readonly #stopped = Promise.withResolvers<void>();
  readonly #over = new AbortController();
  #isStopped = false;
  #phase: Phase = "starting";
  readonly #declared = new DeclaredFault();
  #mark: Status["mark"] = null;
  #watching: Promise<void> = Promise.resolve();

  constructor(options: DrillRunOptions) {
    this.#options = options;
  }

  /** Goes on to the next phase. */
  enter(phase: Phase): void {
    this.#phase = phase;
    this.#options.folder.journal.add({ kind: "phase", phase });
    this.#options.log.info("phase_changed", { phase });
  }

  /** Notes what leaves the run unproven, a clause. */
  doubt(doubt: string): void {
    this.#options.folder.journal.add({ kind: "doubt", doubt });
  }

  /** Starts the programs, and looks at what they do until {@linkcode DrillRun.close}. */
  begin(): void {
    const { crew } = this.#options;
    crew.failed.then((error) => {
      this.doubt(error.message);
      this.stop();
    });
    crew.begin();
    this.#watching = this.#watch();
  }

  /** Waits until everything flows; false if that does not come in time, or the run is stopped. */
  async warmUp(patience: number): Promise<boolean> {
    const { crew, live } = this.#options;
    const limit = performance.now() + patience;
    const memory: WarmthMemory = new Map();
    while (!this.#isStopped && performance.now() < limit) {
      live.look();
      const { partitions, readers } = this.status();
      if (isWarm({ partitions, readers, hasRead: (file) => live.hasRead(file) }, memory)) {
        live.forgetStalls();
        return true;
      }
      await this.#pass(LOOK_EVERY_MS);
    }
    if (!this.#isStopped) {
      const states = [...crew.senders, ...crew.readers].filter(({ state }) => state !== "running");
      const names = states.map(({ name, state }) => `${name} is ${state}`).join(", ");
      this.doubt(`not everything flowed within ${patience / 1_000} s${names && `: ${names}`}`);
    }
    return false;
  }

  /** Waits until the time is over or the run is stopped. */
  async endure(milliseconds: number): Promise<void> {
    await this.#pass(milliseconds);
  }

  /** As {@linkcode DrillRun.stop}, by somebody who may not have come to the end of a fault. */
  interrupt(): void {
    // What comes later interrupts nothing.
    if (this.#declared.fault && !this.#over.signal.aborted) this.doubt("the run was interrupted");
    this.stop();
  }

  /** Ends whatever the run waits for. */
  stop(): void {
    this.#isStopped = true;
    this.#stopped.resolve();
  }

  mark({ time, ...mark }: Mark): void {
    this.#options.folder.journal.add({ kind: "mark", ...mark }, time);
    this.#options.log.info("mark_taken", mark);
    const { name, phase } = mark;
    this.#mark = { name, phase, time: new Date(time).toISOString() };
  }

  fault(request: FaultRequest): Fault | undefined {
    if (!this.#declared.fits(request)) return undefined;
    this.#options.folder.journal.add({ kind: "fault", said: request });
    return this.#declared.add(request);
  }

  status(): Status {
    const { run, topic, group, live, watch, crew } = this.#options;
    const partitions = live.status(watch.view, Date.now());
    const sum = (field: "acknowledged" | "read" | "sent") =>
      partitions.reduce((total, partition) => total + partition[field], 0);
    return {
      ...{ run, topic, group },
      phase: this.#phase,
      elapsed: Math.round(performance.now() - this.#begun) / 1_000,
      ...{ sent: sum("sent"), acknowledged: sum("acknowledged"), read: sum("read") },
      partitions,
      senders: crew.senders,
      readers: crew.readers,
      fault: this.#declared.fault ?? null,
      mark: this.#mark,
    };
  }

  /** Ends the looking. */
  async close(): Promise<void> {
    this.#over.abort();
    await this.#watching;
  }

  /** Each for itself: a broker that does not answer must not keep the rest waiting. */
  async #watch(): Promise<void> {
    const { live, watch } = this.#options;
    await Promise.all([
      this.#repeat(LOOK_EVERY_MS, () => live.look()),
      this.#repeat(WATCH_EVERY_MS, () => watch.look()),
    ]);
  }

  async #repeat(every: number, work: () => void | Promise<void>): Promise<void> {
    while (!this.#over.signal.aborted) {
      await work();
      await wait(every, this.#over.signal).catch(() => {});
    }
  }

  async #pass(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    await Promise.race([promise, this.#stopped.promise]);
    clearTimeout(timer);
  }
}
