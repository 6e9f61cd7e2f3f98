import type { Limits } from "./auditor/control.ts";
import { untilInSync, untilQuiet } from "./calm.ts";
import type { Attack, Fault } from "./fault.ts";
import type { Lab } from "./lab.ts";
import { widest } from "./limits.ts";
import type { DrillPhase, Tell } from "./news.ts";
import type { Pace } from "./pace.ts";
import type { Laid, Plant } from "./plant.ts";
import { Round } from "./round.ts";
import { LateError, type Stage } from "./stage.ts";

/** Seconds. */
const IN_SYNC = 90;
const QUIET = 60;
const QUIET_AGAIN = "every copy in sync again, all read";

/** What a performance works with. */
export interface PerformanceOptions {
  /** Of the drill. */
  readonly name: string;
  readonly fault: Fault;
  readonly plant: Plant | undefined;
  readonly lab: Lab;
  /** Folder of the report. */
  readonly folder: string;
  /** The map where JSR cannot be reached, else "". */
  readonly importMap: string;
  readonly tell: Tell;
  readonly pace: Pace;
}

/** Everything between the warm-up and the verdict: the rounds of a fault and what is planted. */
export class Performance {
  /** Whether the cluster came back to what it was. */
  isWell = true;
  /** Over all rounds so far; undefined where something is planted that breaks them. */
  limits: Limits | undefined;
  /** How many findings what was planted must bring exactly, where that is known. */
  planted: number | undefined;
  readonly #victims = new Set<string>();
  readonly #options: PerformanceOptions;
  #outcome = "";
  /** Rounds that came to their end. */
  #done = 0;

  constructor(options: PerformanceOptions) {
    this.#options = options;
  }

  /** The victims so far, for people. */
  get victims(): string {
    return [...this.#victims].join("; then ");
  }

  /**
   * Resolves when all is over and quiet. What does not come in time ends it there: what could not be
   * injected proves nothing, and the auditor is told so.
   *
   * @throws The signal's reason, and what hinders a round.
   */
  async run(stage: Stage): Promise<void> {
    const { plant, lab, folder, importMap } = this.#options;
    let laid: Laid | undefined;
    try {
      laid = await plant?.lay({ stage, lab, ledgers: `${folder}/ledgers`, importMap });
      await this.#calm(stage, "steady", "every copy in sync, all read");
      await this.#rounds(stage, laid);
      await this.#spring(stage, laid);
    } catch (error) {
      if (!(error instanceof LateError)) throw error;
      await this.#doubt(stage, error);
    } finally {
      await laid?.close();
    }
    this.planted = await laid?.count?.();
  }

  /** Each round begins on a cluster that is in sync and quiet, and so does what is sprung. */
  async #rounds(stage: Stage, laid: Laid | undefined): Promise<void> {
    const { fault, tell, pace, plant, lab, name, folder } = this.#options;
    const { rounds = 1 } = fault;
    while (this.#done < rounds) {
      const attack = await this.#plan(stage, laid);
      this.#victims.add(attack.victim);
      if (!plant) this.limits = widest(this.limits, attack.limits);
      const round = new Round({
        ...{ attack, stage, tell, pace, lab, drill: name, fault: fault.name },
        ...{ replicas: `${folder}/replicas`, bites: rounds * attack.bites, limits: this.limits },
        ...{ planted: plant?.meaning },
      });
      await round.run();
      this.#done++;
      this.#outcome += `${this.#outcome && "; then "}${this.#aboutRound(attack)}${round.outcome}`;
      await stage.auditor.fault({ name: fault.name, outcome: this.#outcome });
      const isLast = this.#done === rounds && !laid?.spring;
      await (isLast ? this.#end(stage) : this.#calm(stage, "quiet", QUIET_AGAIN));
    }
  }

  /** Of several rounds each says whom it was about and what that one may take. */
  #aboutRound({ victim, limits, allowed = limits }: Attack): string {
    const { rounds = 1 } = this.#options.fault;
    return rounds === 1 ? "" : `${this.#done}. ${victim}, within ${allowed.writing} s: `;
  }

  async #spring(stage: Stage, laid: Laid | undefined): Promise<void> {
    if (!laid?.spring) return;
    this.#tell("plant", await laid.spring());
    await this.#end(stage);
  }

  async #plan(stage: Stage, laid: Laid | undefined): Promise<Attack> {
    const { fault, plant } = this.#options;
    const attack = await (laid?.plan?.() ?? fault.plan(stage));
    if (!plant) return attack;
    return { ...attack, expectation: `the verdict must rest on "${plant.finds}"` };
  }

  /** Waits until all is in sync and quiet. @throws {LateError} If that does not come in time. */
  async #calm(stage: Stage, phase: DrillPhase, detail: string): Promise<void> {
    this.#tell("in-sync", "waiting", { next: "every copy in sync", within: IN_SYNC });
    await untilInSync(stage, IN_SYNC);
    await untilQuiet(stage, QUIET);
    this.#tell(phase, detail);
    await stage.auditor.mark(this.#options.fault.name, phase, detail);
  }

  /** The same at the end; what is not quiet then is for the auditor to judge. */
  async #end(stage: Stage): Promise<void> {
    try {
      await this.#calm(stage, "quiet", QUIET_AGAIN);
    } catch (error) {
      if (!(error instanceof LateError)) throw error;
      this.isWell = false;
      this.#tell("late", error.message);
    }
  }

  /** Tells the auditor why there is no more to come. */
  async #doubt(stage: Stage, { message }: LateError): Promise<void> {
    this.isWell = false;
    const { fault: { name, rounds = 1 } } = this.#options;
    const done = this.#done === 0 ? "not once" : `${this.#done} of ${rounds} times`;
    const doubt = `the fault "${name}" was done ${done}, as the cluster was not ready: ${message}`;
    this.#tell("late", doubt);
    await stage.auditor.fault({ name, doubt });
  }

  #tell(
    phase: DrillPhase,
    detail: string,
    more: { readonly next?: string; readonly within?: number } = {},
  ): void {
    this.#options.tell({ drill: this.#options.name, phase, detail, ...more });
  }
}
