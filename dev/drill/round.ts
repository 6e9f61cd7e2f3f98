import { wait } from "@kafka-sim/common/wait";
import type { AuditorStatus, Limits } from "./auditor/control.ts";
import {
  afterProgress,
  afterProofs,
  type Awaited,
  expectationOf,
  GOES_ON,
  whatIsDone,
} from "./awaited.ts";
import { goesOn } from "./calm.ts";
import type { Attack } from "./fault.ts";
import type { Lab } from "./lab.ts";
import type { DrillPhase, Tell } from "./news.ts";
import type { Pace } from "./pace.ts";
import { copyReplicas } from "./replicas.ts";
import { LateError, type Stage } from "./stage.ts";

/** Seconds beyond the limit that progress is waited for. */
const PATIENCE = 20;

/** What a round works with. */
export interface RoundOptions {
  readonly attack: Attack;
  readonly stage: Stage;
  readonly lab: Lab;
  /** Names of the drill and of its fault. */
  readonly drill: string;
  readonly fault: string;
  /** Folder for copies of dead nodes' files. */
  readonly replicas: string;
  /** Proofs over all rounds of the drill. */
  readonly bites: number;
  /** Over all rounds so far; undefined: none, as where something is planted that breaks them. */
  readonly limits: Limits | undefined;
  /** What is planted, in lower case without full stop. */
  readonly planted?: string | undefined;
  readonly tell: Tell;
  readonly pace: Pace;
}

/** One fault, from the injection to the healing, which is done in any case. */
export class Round {
  /** What the cluster did, in lower case without full stop. */
  outcome = "";
  readonly #options: RoundOptions;

  constructor(options: RoundOptions) {
    this.#options = options;
  }

  /** Resolves when it is healed. @throws The signal's reason, after healing. */
  async run(): Promise<void> {
    const { attack, stage, pace } = this.#options;
    await this.#declare();
    await pace.before("inject", stage.signal);
    const before = await stage.fresh();
    try {
      await this.#inject(before);
      await pace.before("heal", stage.signal);
    } finally {
      await this.#heal();
    }
    if (attack.overcome === "when healed") await this.#overcome(before);
  }

  async #declare(): Promise<void> {
    const { attack: { expectation, kills }, stage, fault, bites, limits, planted } = this.#options;
    await stage.auditor.fault({
      ...{ name: fault, expectation, bites },
      ...limits && { limits },
      ...kills && { kills },
      ...planted !== undefined && { planted },
    });
  }

  async #inject(before: AuditorStatus): Promise<void> {
    const { attack, stage, fault, planted } = this.#options;
    const expected = expectationOf(attack, planted);
    await this.#tell("inject", whatIsDone(attack, planted), expected);
    const start = performance.now();
    let bitten = 0;
    await attack.inject();
    await this.#unlessLate(async () => {
      for await (const proof of attack.prove()) {
        await stage.auditor.fault({ name: fault, proof });
        this.#note(proof);
        const isLast = ++bitten >= attack.bites;
        await this.#tell("bite", proof, isLast ? { next: afterProofs(attack) } : expected);
      }
    });
    if (attack.overcome === "by itself") await this.#overcome(before);
    const rest = attack.lasts * 1000 - (performance.now() - start);
    if (rest > 0) await wait(rest, stage.signal);
  }

  /** Waits until every partition goes on; how long it took is for the auditor to judge. */
  async #overcome(before: AuditorStatus): Promise<void> {
    const { attack: { limits, allowed = limits }, stage } = this.#options;
    const patience = Math.max(allowed.writing, allowed.reading) + PATIENCE;
    await this.#unlessLate(async () => {
      await stage.until(GOES_ON, patience, async () => goesOn(await stage.fresh(), before));
      const longest = Math.max(...stage.status.partitions.map((one) => one.longestStall));
      const outcome = `every partition went on; longest stall until then ${longest.toFixed(1)} s`;
      this.#note(outcome);
      await this.#tell("overcome", outcome, { next: afterProgress(this.#options.attack) });
    });
  }

  async #heal(): Promise<void> {
    const { attack, stage, lab, replicas } = this.#options;
    try {
      await this.#tell("heal", attack.victim, { next: "every copy in sync again" });
      await copyReplicas(lab, stage.status.topic, replicas);
    } finally {
      await this.#unlessLate(() => attack.heal());
    }
  }

  async #unlessLate(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof LateError)) throw error;
      this.#note(error.message);
      await this.#tell("late", error.message);
    }
  }

  #note(sentence: string): void {
    this.outcome += `${this.outcome && "; "}${sentence}`;
  }

  async #tell(
    phase: DrillPhase,
    detail: string,
    more: Awaited = {},
  ): Promise<void> {
    const { drill, fault, stage, tell } = this.#options;
    tell({ drill, phase, detail, ...more });
    // An auditor that is gone ends the drill by the signal; healing must not fail of it.
    await stage.auditor.mark(fault, phase, detail).catch(() => {});
  }
}
