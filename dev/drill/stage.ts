import { wait } from "@kafka-sim/common/wait";
import type { KafkaNode } from "../kafka/embedded.ts";
import type { AuditorControl, AuditorStatus } from "./auditor/control.ts";
import type { StatusWatch } from "./auditor/status_watch.ts";
import { orAbort } from "./or_abort.ts";
import type { Relays } from "./relay/relays.ts";

const LOOK_MS = 50;

/** What faults tell the auditor. */
export type Steering = Pick<AuditorControl, "fault" | "mark">;

/** What a drill takes place on. */
export interface StageOptions {
  /** Empty where Kafka was not started here. */
  readonly nodes: readonly KafkaNode[];
  /** Only where nodes stand behind relays. */
  readonly relays: Relays | undefined;
  readonly brokers: readonly string[];
  readonly auditor: Steering;
  readonly watch: Pick<StatusWatch, "fresh" | "latest">;
  /** Seconds: the brokers' session timeout. */
  readonly session: number;
  /** Aborted to end the drill. */
  readonly signal: AbortSignal;
}

/** The cluster, its clients and the auditor, as faults see them. */
export class Stage {
  readonly nodes: readonly KafkaNode[];
  readonly relays: Relays | undefined;
  readonly brokers: readonly string[];
  readonly auditor: Steering;
  readonly session: number;
  readonly signal: AbortSignal;
  readonly #watch: StageOptions["watch"];

  constructor({ watch, ...rest }: StageOptions) {
    this.nodes = rest.nodes;
    this.relays = rest.relays;
    this.brokers = rest.brokers;
    this.auditor = rest.auditor;
    this.session = rest.session;
    this.signal = rest.signal;
    this.#watch = watch;
  }

  /** The auditor's last answer. */
  get status(): AuditorStatus {
    return this.#watch.latest;
  }

  /**
   * An answer of the auditor's to a question asked from now on.
   *
   * @throws The signal's reason, should none come: an auditor that is gone answers no more.
   */
  async fresh(): Promise<AuditorStatus> {
    return await orAbort(this.#watch.fresh(), this.signal);
  }

  /**
   * Looks again and again until there is an answer.
   *
   * @param what Completes "Not within 10 s: …".
   * @param look Undefined or false: not yet; what it throws counts as that, too.
   * @returns The answer, and the seconds it took.
   * @throws {LateError} After so many seconds; the signal's reason when the drill is to end.
   */
  async until<T>(
    what: string,
    seconds: number,
    look: () => T | undefined | false | Promise<T | undefined | false>,
  ): Promise<{ readonly found: T; readonly seconds: number }> {
    const start = performance.now();
    const passed = () => (performance.now() - start) / 1000;
    while (true) {
      let cause: unknown;
      try {
        const found = await look();
        if (found !== undefined && found !== false) return { found, seconds: passed() };
      } catch (error) {
        cause = error;
      }
      this.signal.throwIfAborted();
      if (passed() > seconds) throw new LateError(what, seconds, cause);
      await wait(LOOK_MS, this.signal);
    }
  }
}

/** Something did not come in time. */
export class LateError extends Error {
  constructor(what: string, seconds: number, cause: unknown) {
    super(`Not within ${Number(seconds.toFixed(1))} s: ${what}`, { cause });
    this.name = "LateError";
  }
}
