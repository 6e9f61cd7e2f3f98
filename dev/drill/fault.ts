import type { Limits } from "./auditor/control.ts";
import type { Stage } from "./stage.ts";

/** Something that is done to a cluster or to its clients. Each has a file of its own in `faults/`. */
export interface Fault {
  /** As it is typed. */
  readonly name: string;
  /** What is done, in a line, in lower case without full stop. */
  readonly meaning: string;
  /** What it takes: any cluster, one that was started here, or this behind relays. */
  readonly needs: "anything" | "nodes" | "relays";
  /**
   * How often it is done, each time when the last one is overcome.
   *
   * @default {1}
   */
  readonly rounds?: number;
  /** Looks at the cluster, picks the victim and says what is to come. Does nothing yet. */
  plan(stage: Stage): Promise<Attack>;
}

/** A fault that is about to be done to its victim. */
export interface Attack {
  /** Such as `node 2, which leads partitions 1 and 4`. */
  readonly victim: string;
  /** What the cluster is expected to do, in lower case without full stop. */
  readonly expectation: string;
  /** That the auditor holds every outage against. */
  readonly limits: Limits;
  /**
   * What this victim may take, where others have less: the auditor is told to excuse the difference.
   *
   * @default {limits}
   */
  readonly allowed?: Limits;
  /**
   * Which of the limits the expectation is about.
   *
   * @default {"writing"}
   */
  readonly limited?: "reading";
  /** How many proofs `prove()` gives. */
  readonly bites: number;
  /** Names of the auditor's programs that it kills, as any other end of one is doubted. */
  readonly kills?: readonly string[];
  /** Whether the cluster overcomes it by itself, or only once it is healed. */
  readonly overcome: "by itself" | "when healed";
  /** Seconds from `inject()` to `heal()` at the least. */
  readonly lasts: number;
  inject(): Promise<void>;
  /**
   * Waits until it has bitten; gives each proof as soon as it is there, a sentence in lower case.
   *
   * @throws {Error} If it does not bite.
   */
  prove(): AsyncIterable<string>;
  /** Undoes it, as far as it was done. Called in every case, and perhaps twice. */
  heal(): Promise<void>;
}
