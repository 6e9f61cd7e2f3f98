import type { Limits } from "./auditor/control.ts";
import { AuditorProcess } from "./auditor/process.ts";
import { StatusWatch } from "./auditor/status_watch.ts";
import { untilInSync, untilQuiet } from "./calm.ts";
import type { Fault } from "./fault.ts";
import type { Lab } from "./lab.ts";
import { widest } from "./limits.ts";
import type { DrillPhase, Tell } from "./news.ts";
import type { Pace } from "./pace.ts";
import type { Laid, Plant } from "./plant.ts";
import { type DrillResult, readReport } from "./result.ts";
import { Round } from "./round.ts";
import { LateError, Stage } from "./stage.ts";

/** Seconds. */
const WARM_UP = 90;
const IN_SYNC = 90;
const QUIET = 60;
const CANCEL_MS = 15_000;
/** The run is ended by the drill; a class that goes step by step takes its time. */
const LONGEST = "3h";

/** What a drill works with. */
export interface DrillOptions {
  /** Unique in the series. */
  readonly name: string;
  readonly fault: Fault;
  readonly plant: Plant | undefined;
  readonly lab: Lab;
  /** Of the report; does not exist yet. */
  readonly folder: string;
  /** Ticks per second, of all senders together. */
  readonly rate: number;
  /** Seconds: the brokers' session timeout. */
  readonly session: number;
  readonly importMap: string;
  readonly tell: Tell;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  /** Told where the drill takes place, as soon as there is something to see. */
  readonly onStage: (stage: Stage) => void;
  /** Told the auditor's own summary. */
  readonly onSummary: (text: string) => void;
}

/** One drill: steady, inject, overcome, heal in any case, in sync, quiet, verdict. */
export class Drill {
  /** Whether the cluster came back to what it was. */
  isWell = true;
  readonly #options: DrillOptions;
  readonly #start = performance.now();
  readonly #victims = new Set<string>();
  #limits: Limits | undefined;
  #outcome = "";

  constructor(options: DrillOptions) {
    this.#options = options;
  }

  /** Runs it to its verdict. @throws The signal's reason, and whatever keeps it from a verdict. */
  async run(): Promise<DrillResult> {
    const { name, folder, lab, importMap, signal } = this.#options;
    this.#tell("start", `the report goes to ${folder}`);
    await Deno.mkdir(folder, { recursive: true });
    const auditor = await AuditorProcess.start({
      ...{ run: lab.run, name: `auditor-${name}`, importMap, signal },
      ...{ args: this.#auditorArgs(), log: `${folder}/auditor.log` },
    });
    try {
      await this.#performUntilVerdict(auditor);
      const { code, summary } = await auditor.end();
      this.#options.onSummary(summary);
      return await this.#result(code, summary);
    } finally {
      await auditor.cancel(CANCEL_MS);
    }
  }

  /** An auditor that ends by itself has its reasons, and perhaps a verdict. */
  async #performUntilVerdict(auditor: AuditorProcess): Promise<void> {
    try {
      await this.#perform(auditor);
    } catch (error) {
      if (!auditor.gone.aborted || this.#options.signal.aborted) throw error;
      if (!await readReport(this.#options.folder)) throw error;
      this.#tell("error", "the auditor ended before it was asked to");
    }
  }

  #auditorArgs(): string[] {
    const { lab, folder, rate, session } = this.#options;
    return [
      ...[`--brokers=${lab.brokers.join(",")}`, `--rate=${rate}`, `--report=${folder}`],
      ...["--senders=2", "--readers=3", `--session-timeout=${session * 1000}ms`],
      `--duration=${LONGEST}`,
    ];
  }

  /** All until the auditor is asked for its verdict. */
  async #perform(auditor: AuditorProcess): Promise<void> {
    const { lab, plant, session, pace, onStage } = this.#options;
    const signal = AbortSignal.any([this.#options.signal, auditor.gone]);
    const { control } = auditor;
    using watch = await StatusWatch.open(() => control.status());
    const { nodes, relays, brokers } = lab;
    const stage = new Stage({ nodes, relays, brokers, auditor: control, watch, session, signal });
    onStage(stage);
    await stage.until("the auditor's warm-up", WARM_UP, () => stage.status.phase === "running");
    const ledgers = `${this.#options.folder}/ledgers`;
    const laid = await plant?.lay({ stage, lab, ledgers, importMap: this.#options.importMap });
    try {
      await this.#attack(stage, laid);
    } finally {
      await laid?.close();
    }
    await pace.before("verdict", signal);
    this.#tell("verdict", "the log is read back twice and judged", { next: "the verdict" });
    await control.stop();
  }

  async #attack(stage: Stage, laid: Laid | undefined): Promise<void> {
    const { fault, tell, pace, plant, lab, name, folder } = this.#options;
    await this.#calm(stage, "steady", "every copy in sync, all read");
    const { rounds = 1 } = fault;
    for (let number = 1; number <= rounds; number++) {
      const attack = await (laid?.plan?.() ?? fault.plan(stage));
      this.#victims.add(attack.victim);
      if (!plant) this.#limits = widest(this.#limits, attack.limits);
      const round = new Round({
        ...{ attack, stage, tell, pace, lab, drill: name, fault: fault.name },
        ...{ replicas: `${folder}/replicas`, bites: rounds * attack.bites, limits: this.#limits },
      });
      await round.run();
      this.#outcome += `${this.#outcome && "; then "}${round.outcome}`;
      await stage.auditor.fault({ name: fault.name, outcome: this.#outcome });
      await this.#calm(stage, "quiet", "every copy in sync again, all read");
    }
    if (!laid?.spring) return;
    this.#tell("plant", await laid.spring());
    await this.#calm(stage, "quiet", "all read");
  }

  /** Waits until all is in sync and quiet; what is not is for the auditor to judge. */
  async #calm(stage: Stage, phase: DrillPhase, detail: string): Promise<void> {
    try {
      this.#tell("in-sync", "waiting", { next: "every copy in sync", within: IN_SYNC });
      await untilInSync(stage, IN_SYNC);
      await untilQuiet(stage, QUIET);
      this.#tell(phase, detail);
    } catch (error) {
      if (!(error instanceof LateError)) throw error;
      this.isWell = false;
      this.#tell("late", error.message);
    }
  }

  async #result(code: number, summary: string): Promise<DrillResult> {
    const { name, folder } = this.#options;
    const report = await readReport(folder);
    const took = (performance.now() - this.#start) / 1000;
    const victim = [...this.#victims].join("; then ");
    const known = { name, victim, limits: this.#limits, took, folder };
    const isSound = report && code === { passed: 0, failed: 3, inconclusive: 1 }[report.verdict];
    if (isSound) return { ...known, ...report };
    const sentence = summary.trim() || `The auditor ended with exit code ${code}`;
    const nothing = { failing: [], acknowledged: 0, lost: 0, writing: 0, reading: 0 };
    return { ...known, ...nothing, verdict: "inconclusive", sentence };
  }

  #tell(
    phase: DrillPhase,
    detail: string,
    more: { readonly next?: string; readonly within?: number } = {},
  ): void {
    this.#options.tell({ drill: this.#options.name, phase, detail, ...more });
  }
}
