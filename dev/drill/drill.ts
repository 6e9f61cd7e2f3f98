import { AuditorProcess } from "./auditor/process.ts";
import { StatusWatch } from "./auditor/status_watch.ts";
import { sendSignal } from "./faults/nodes.ts";
import type { DrillPhase } from "./news.ts";
import { orAbort } from "./or_abort.ts";
import { Performance, type PerformanceOptions } from "./performance.ts";
import { type DrillResult, readReport, withoutVerdict } from "./result.ts";
import { Stage } from "./stage.ts";

/** Seconds. */
const WARM_UP = 150;
/** For an auditor that is to end without a verdict to end its programs first. */
const CANCEL_MS = 20_000;
/** The run is ended by the drill; a class that goes step by step takes its time. */
const LONGEST = "3h";

/** What a drill works with. Its name is unique in the series; its folder does not exist yet. */
export interface DrillOptions extends PerformanceOptions {
  /** Ticks per second, of all senders together. */
  readonly rate: number;
  /** Seconds: the brokers' session timeout. */
  readonly session: number;
  /** Aborted to end it: what is broken then is healed. */
  readonly signal: AbortSignal;
  /** Told where the drill takes place, as soon as there is something to see. */
  readonly onStage: (stage: Stage) => void;
  /** Told the auditor's own summary. */
  readonly onSummary: (text: string) => void;
}

/** One drill: steady, inject, overcome, heal in any case, in sync, quiet, verdict. */
export class Drill {
  readonly #options: DrillOptions;
  readonly #performance: Performance;
  readonly #start = performance.now();
  #stage: Stage | undefined;
  #isPerformed = false;

  constructor(options: DrillOptions) {
    this.#options = options;
    this.#performance = new Performance(options);
  }

  /** Whether the drill came to its end, and the cluster back to what it was. */
  get isWell(): boolean {
    return this.#isPerformed && this.#performance.isWell;
  }

  /** Runs it to its verdict. @throws The signal's reason, and whatever keeps it from a verdict. */
  async run(): Promise<DrillResult> {
    const { name, folder, lab, importMap, signal, onSummary } = this.#options;
    this.#tell("start", `the report goes to ${folder}`, "the auditor's warm-up");
    await Deno.mkdir(folder, { recursive: true });
    const auditor = await AuditorProcess.start({
      ...{ run: lab.run, name: `auditor-${name}`, importMap, signal },
      ...{ args: this.#auditorArgs(), log: `${folder}/auditor.log` },
    });
    try {
      await this.#performUntilVerdict(auditor);
      const { code, summary } = await orAbort(auditor.end(), signal);
      onSummary(summary);
      return await this.#result(code, summary);
    } finally {
      if (await auditor.cancel(CANCEL_MS) === "killed") await this.#endPrograms();
    }
  }

  /** Those of an auditor that had to be killed would go on delivering for a while. */
  async #endPrograms(): Promise<void> {
    const { senders = [], readers = [] } = this.#stage?.status ?? {};
    for (const { pid, state } of [...senders, ...readers]) {
      if (state !== "ended") await sendSignal(pid, "KILL");
    }
  }

  #auditorArgs(): string[] {
    const { lab, folder, rate, session } = this.#options;
    return [
      ...[`--brokers=${lab.brokers.join(",")}`, `--rate=${rate}`, `--report=${folder}`, "--index"],
      ...["--senders=2", "--readers=3", `--session-timeout=${session * 1000}ms`],
      `--duration=${LONGEST}`,
      // Where records that are lost may still lie.
      ...lab.data === undefined ? [] : [`--data-dir=${lab.data}`],
    ];
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

  /** All until the auditor is asked for its verdict. */
  async #perform({ control, gone }: AuditorProcess): Promise<void> {
    const { lab: { nodes, relays, brokers }, session, pace, onStage } = this.#options;
    const signal = AbortSignal.any([this.#options.signal, gone]);
    using watch = await StatusWatch.open(() => control.status());
    const stage = new Stage({ nodes, relays, brokers, auditor: control, watch, session, signal });
    this.#stage = stage;
    onStage(stage);
    await stage.until("the auditor's warm-up", WARM_UP, () => stage.status.phase === "running");
    await this.#performance.run(stage);
    this.#isPerformed = true;
    await pace.before("verdict", signal);
    this.#tell("verdict", "the log is read back twice and judged", "the verdict");
    await control.stop();
  }

  async #result(code: number, summary: string): Promise<DrillResult> {
    const { name, folder } = this.#options;
    const { victims: victim, limits, planted: expected } = this.#performance;
    const report = await readReport(folder);
    const took = (performance.now() - this.#start) / 1000;
    const known = { name, victim, limits, took, folder, expected };
    const isSound = report && code === { passed: 0, failed: 3, inconclusive: 1 }[report.verdict];
    if (isSound) return { ...known, ...report };
    const sentence = summary.trim() || `The auditor ended with exit code ${code}`;
    return { ...known, ...withoutVerdict(sentence) };
  }

  #tell(phase: DrillPhase, detail: string, next?: string): void {
    const { tell, name: drill } = this.#options;
    tell({ drill, phase, detail, ...next === undefined ? {} : { next } });
  }
}
