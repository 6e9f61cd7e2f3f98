import type { Tick } from "@kafka-sim/common/tick";

/** A tick as the group was given it. */
export interface SeenTick {
  readonly tick: Tick;
  readonly partition: number;
  readonly offset: bigint;
  /** The record's timestamp, milliseconds since 1970. */
  readonly due: number;
  /** When it was handled, milliseconds since 1970. */
  readonly handled: number;
  /** Whether this process had handled it before. */
  readonly redelivered: boolean;
}

/** That the member takes no part in its group. */
export interface Outage {
  readonly seconds: number;
  /** The last error, with the address where there is one; undefined where none has come. */
  readonly reason: string | undefined;
  /** Whether it has not taken part yet at all. */
  readonly isFirst: boolean;
}

/** What the statistics line shows; counts since the start. */
export interface StatisticsView {
  readonly records: number;
  /** Over the last seconds. */
  readonly perSecond: number;
  /** Records in the assigned partitions that are not handled; undefined while that is unknown. */
  readonly lag: number | undefined;
  /** From when a tick was due to when it was handled, milliseconds; undefined before the first. */
  readonly latency: { readonly p50: number; readonly p99: number } | undefined;
  readonly redelivered: number;
  readonly rejected: number;
  readonly gaps: number;
  readonly duplicates: number;
  readonly reordered: number;
  /** Those assigned, in ascending order. */
  readonly partitions: readonly number[];
  /** Undefined while it takes part in its group. */
  readonly outage: Outage | undefined;
}

/** A dead letter as the dead letter topic has it, or a record that was just rejected. */
export interface SeenLetter {
  /** A reason of `TickError`, or of whoever else wrote it. */
  readonly reason: string;
  /** The reason for people. */
  readonly message: string;
  /** Where it came from; undefined where the record does not say. */
  readonly origin:
    | { readonly topic: string; readonly partition: number; readonly offset: string }
    | undefined;
  /** Printable. */
  readonly key: string;
  /** Printable, perhaps cut. */
  readonly value: string;
  /** Of the topic that is read. */
  readonly partition: number;
  readonly offset: bigint;
  /** The record's timestamp, milliseconds since 1970. */
  readonly due: number;
}

/** Where people, or programs behind a pipe, see what comes in. */
export interface View {
  /** Whether it shows nothing: then ticks need not be made ready for it. */
  readonly isBlind?: boolean;
  tick(seen: SeenTick): void;
  letter(seen: SeenLetter): void;
  /** Shows what is still held back and leaves the terminal as it was. */
  close(): void;
}

/** The settings of `--output`. */
export type OutputForm = "table" | "lines" | "json" | "none";
