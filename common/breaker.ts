import type { EventLog } from "./log.ts";
import type { Probe, ProbeAnswer } from "./probe.ts";

/** Options of {@linkcode Breaker}. */
export interface BreakerOptions {
  readonly probe: Probe;
  readonly log: EventLog;
  /**
   * Milliseconds between the looks at a suspended broker.
   *
   * @default {3000}
   */
  readonly lookEvery?: number;
}

/** Cuts the open connections to a broker that has been suspended. */
export type Cut = (address: string) => void;

/**
 * Keeps kafkajs away from a broker that hangs. After a request timeout kafkajs neither drops the
 * connection nor looks for another leader; a connection error makes it do both and resend with the
 * same sequence. A broker that does not answer on a fresh connection either is suspended: its
 * connections are cut and new ones fail at once, until it answers again. The fresh connection is
 * asked because with acks=all a healthy leader answers late too, while it waits for a dead follower.
 */
export class Breaker {
  readonly #options: BreakerOptions;
  readonly #known = new Set<string>();
  readonly #suspended = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #asking = new Map<string, Promise<void>>();
  readonly #cuts = new Set<Cut>();
  #closed = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** Counts the address among the brokers: the last one of them is never suspended. */
  know(address: string): void {
    this.#known.add(address);
  }

  /** Whether new connections to the address have to fail. */
  isSuspended(address: string): boolean {
    return this.#suspended.has(address);
  }

  /** Calls `cut` for each broker that gets suspended, until the result is called. */
  onCut(cut: Cut): () => void {
    this.#cuts.add(cut);
    return () => this.#cuts.delete(cut);
  }

  /** Takes note that a request to this broker timed out; resolves when it is decided on. */
  requestTimedOut(address: string): Promise<void> {
    return this.#suspendIfSilent(address, (probe) => {
      this.#options.log.warn("request_timed_out", { broker: address, probe });
    });
  }

  /** Suspends a broker that does not answer now; resolves when it is decided on. */
  suspendIfSilent(address: string): Promise<void> {
    return this.#suspendIfSilent(address, () => {});
  }

  /** Suspends nothing any more and leaves no timer behind. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#suspended.values()) clearTimeout(timer);
    this.#suspended.clear();
    this.#cuts.clear();
  }

  /** What several clients ask at the same time is one look at the broker. */
  #suspendIfSilent(address: string, tell: (answer: ProbeAnswer) => void): Promise<void> {
    this.know(address);
    let asking = this.#asking.get(address);
    if (!asking) {
      asking = this.#decide(address, tell).finally(() => this.#asking.delete(address));
      this.#asking.set(address, asking);
    }
    return asking;
  }

  async #decide(address: string, tell: (answer: ProbeAnswer) => void): Promise<void> {
    if (this.isSuspended(address)) return;
    const answer = await this.#options.probe(address);
    tell(answer);
    if (!this.#closed && answer === "silent" && this.#leavesAnother(address)) {
      this.#suspend(address);
      this.#options.log.warn("broker_suspended", { broker: address });
      for (const cut of this.#cuts) cut(address);
    }
  }

  #leavesAnother(address: string): boolean {
    return [...this.#known].some((other) => other !== address && !this.isSuspended(other));
  }

  #suspend(address: string): void {
    const look = () => void this.#lookAgain(address);
    this.#suspended.set(address, setTimeout(look, this.#options.lookEvery ?? 3_000));
  }

  async #lookAgain(address: string): Promise<void> {
    const answer = await this.#options.probe(address);
    if (!this.isSuspended(address)) return;
    if (answer === "silent" && this.#leavesAnother(address)) return this.#suspend(address);
    this.#suspended.delete(address);
    this.#options.log.info("broker_resumed", { broker: address, probe: answer });
  }
}
