import type { EventLog } from "@kafka-sim/common/log";
import { Throttle } from "./throttle.ts";
import type { Outage } from "./view.ts";

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
  #isFirst = true;
  #failures = 0;
  #reason: string | undefined;

  constructor(options: AbsenceOptions) {
    this.#options = options;
    this.#since = options.now();
  }

  /** The outage, while it lasts. */
  get outage(): Outage | undefined {
    if (this.#since === undefined) return undefined;
    return { seconds: this.#seconds, reason: this.#reason, isFirst: this.#isFirst };
  }

  /** How loud the next failure is to be told. A first joining often meets a loading coordinator. */
  get level(): "debug" | "info" | "warn" {
    if (this.#failures > 0) return "debug";
    return this.#isFirst ? "info" : "warn";
  }

  /** It takes no part, for whatever reason. */
  begin(): void {
    this.#since ??= this.#options.now();
  }

  /** It takes part. Returns how often it failed before, and for how long; undefined if it did not. */
  end(): { readonly crashes: number; readonly seconds_out: number } | undefined {
    const ended = { crashes: this.#failures, "seconds_out": this.#seconds };
    this.#since = undefined;
    this.#isFirst = false;
    this.#failures = 0;
    this.#reason = undefined;
    return ended.crashes > 0 ? ended : undefined;
  }

  /** It does not take part, or still not. */
  failed(error: unknown): void {
    const { group, log, now } = this.#options;
    this.begin();
    this.#failures++;
    this.#reason = reasonOf(error);
    const seconds = this.#seconds;
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

  get #seconds(): number {
    const { now } = this.#options;
    return Math.floor((now() - (this.#since ?? now())) / 1_000);
  }
}

/** With the address, which kafkajs keeps beside the message of some errors. */
function reasonOf(error: unknown): string {
  const message = messageOf(error);
  for (let at = error; at instanceof Error; at = at.cause) {
    const { broker, host, port } = at as { broker?: unknown; host?: unknown; port?: unknown };
    const address = broker ?? (host === undefined ? undefined : `${host}:${port}`);
    if (address && !message.includes(String(address))) return `${message} (${address})`;
  }
  return message;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
