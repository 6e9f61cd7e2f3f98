import type { Attack, Fault } from "./fault.ts";
import type { Lab } from "./lab.ts";
import type { Stage } from "./stage.ts";

/**
 * A negative control: a loss or another damage that is planted on purpose, and that the auditor must
 * find. Each has a file of its own in `plants/`.
 */
export interface Plant {
  /** As it is typed. */
  readonly name: string;
  /** What is planted, in a line, in lower case without full stop. */
  readonly meaning: string;
  /** The fault that it goes with. */
  readonly fault: Fault;
  /** The kind of finding that the verdict must rest on. */
  readonly finds: string;
  /**
   * Other kinds that the same damage may show as: the verdict may rest on no others.
   *
   * @default {[]}
   */
  readonly brings?: readonly string[];
  /** Beginning of the name of the only sender that it may concern; absent: any. */
  readonly sender?: string;
  /**
   * How often it may be tried where chance decides.
   *
   * @default {1}
   */
  readonly attempts?: number;
  /** Prepares it, before the fault. */
  lay(field: Field): Promise<Laid>;
}

/** Where something is planted. */
export interface Field {
  readonly stage: Stage;
  readonly lab: Lab;
  /** What is written here as `*.ledger` is judged with the rest. */
  readonly ledgers: string;
  /** The map where JSR cannot be reached, else "". */
  readonly importMap: string;
}

/** Something that has been prepared. */
export interface Laid {
  /** In the place of the fault's own plan. */
  readonly plan?: () => Promise<Attack>;
  /**
   * Does the damage, when the fault is over and all is quiet.
   *
   * @returns What it did, for people.
   */
  readonly spring?: () => Promise<string>;
  /** Ends what was started; its ledgers are complete then. */
  readonly close: () => Promise<void>;
  /** How many findings it must be exactly, where that is known. Asked when it is closed. */
  readonly count?: () => Promise<number>;
}
