import type { EventLog } from "@kafka-sim/common/log";
import { Throttle } from "./throttle.ts";

/** Longer than a coordinator's move and a group's reckoning with members that are gone. */
const PATIENCE_MS = 60_000;

/** Options of {@linkcode Absence}. */
export interface AbsenceOptions {
  readonly group: string;
  readonly log: EventLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Says what is wrong where a member is out of its group for a minute and tries in vain to join, and
 * again each minute: a refusal to name the coordinator, too, looks to kafkajs like one that may pass.
 */
export class Absence {
  readonly #options: AbsenceOptions;
  readonly #throttle = new Throttle(PATIENCE_MS);
  /** Since when, milliseconds since 1970; undefined while it takes part. */
  #since: number | undefined;

  constructor(options: AbsenceOptions) {
    this.#options = options;
    this.#since = options.now();
  }

  /** It takes part. */
  end(): void {
    this.#since = undefined;
  }

  /** It does not take part, or still not. */
  failed(error: unknown): void {
    const { group, log, now } = this.#options;
    this.#since ??= now();
    const seconds = Math.floor((now() - this.#since) / 1_000);
    if (seconds * 1_000 < PATIENCE_MS || !this.#throttle.allows(now())) return;
    log.warn("group_unreached", {
      group,
      seconds,
      problem: `Cannot join group "${group}" since ${seconds} s: ${messageOf(error)}`,
      remedy: "See whether a majority of the copies of topic __consumer_offsets is alive, and " +
        "whether this client may describe and read the group (kafka-acls.sh)",
      error,
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
