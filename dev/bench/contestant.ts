import type { Measurement } from "./measurement.ts";
import type { Stage } from "./stage.ts";

/** One that sends or reads records and is measured. */
export interface Contestant {
  /** For people. */
  readonly name: string;
  readonly discipline: "produce" | "consume";
  /** Whether the others are compared with this one. */
  readonly isReference?: true;
  /** Whether the goal is this one's. */
  readonly isOurs?: true;
  /**
   * Sends so many records, or slightly more, to an empty topic, or reads those that are there.
   *
   * @throws {ProgramError} If it ends by itself or reports nothing.
   */
  run(stage: Stage, topic: string, records: number): Promise<Measurement>;
}
