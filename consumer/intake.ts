import type { Letter } from "./letter.ts";
import type { GivenRecord } from "./record.ts";

/** Handles records one by one. */
export interface Intake {
  /** Told what each batch begins with and where the log ends. */
  begin(partition: number, first: bigint, end: bigint): void;
  /** Handles one record; returns it as a dead letter if it cannot be used. */
  take(partition: number, record: GivenRecord): Letter | undefined;
}
