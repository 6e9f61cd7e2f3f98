import type { Letter } from "./letter.ts";
import type { GivenRecord } from "./record.ts";

/** Handles records of one partition. */
export interface Intake {
  /** Told what each batch begins with and where the log ends. */
  begin(partition: number, first: bigint, end: bigint): void;
  /** Handles records in their order; returns those that cannot be used, as dead letters. */
  take(partition: number, records: readonly GivenRecord[]): Letter[];
}
