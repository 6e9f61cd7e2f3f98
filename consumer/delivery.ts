import type { GivenRecord } from "./record.ts";

/** Records of one partition as the group gives them, and what can be done about them. */
export interface Delivery {
  readonly partition: number;
  /** One at least, in the order of their offsets. */
  readonly records: readonly GivenRecord[];
  /** Where the log ends: the offset after its last record. */
  readonly end: bigint;
  /** Whether to go on: false once the partition may be another member's, or at the stop. */
  isCurrent(): boolean;
  /**
   * Gives the group a sign of life, if it is time.
   *
   * @throws If the group shares out its partitions anew: what is under way must end, with this error.
   */
  heartbeat(): Promise<void>;
  /** All records up to this offset are handled and noted, so that it may be committed. */
  resolve(offset: bigint): void;
  /** Takes nothing more of this partition, until the result is called. */
  pause(): () => void;
}
