import { askBrokers } from "@kafka-sim/common/cluster_query";
import type { MetadataAnswer } from "@kafka-sim/common/metadata";
import type { ConnectionSettings } from "@kafka-sim/common/shared_settings";
import type { Time } from "./time.ts";

/** Collaborators of {@linkcode LeaderWatch}. */
export interface LeaderWatchOptions {
  /** Asks the brokers where the leaders are, and hands on each answer when it comes. Never rejects. */
  readonly ask: (onAnswer: (leaders: Leaders) => void) => Promise<void>;
  readonly time: Time;
  /**
   * Milliseconds without an answer from which on a request is looked after.
   *
   * @default {500}
   */
  readonly patience?: number;
}

/** `host:port` of the leaders by partition, as one broker has them; those without one are left out. */
export type Leaders = ReadonlyMap<number, string>;

interface Waiting {
  readonly partition: number;
  readonly since: number;
  readonly onLeader: (address: string) => unknown;
  readonly told: Set<string>;
}

const PATIENCE_MS = 500;
const ANSWER_MS = 1_000;

/**
 * Tells whoever waits for an answer to a produce request where the leader of its partition is. A
 * request can wait at a broker that leads no longer: one that hangs answers nothing, and one that
 * stops in order was seen to leave requests unanswered until it was gone, two seconds after it had
 * handed over (Kafka 4.3.1). The other brokers know better, long before the request times out.
 */
export class LeaderWatch {
  readonly #options: LeaderWatchOptions;
  readonly #waiting = new Set<Waiting>();
  readonly #closed = new AbortController();
  #looking = false;

  constructor(options: LeaderWatchOptions) {
    this.#options = options;
  }

  /**
   * Calls `onLeader` with the address of the partition's leader, once for each that there is, until
   * the result is called. A broker that lags may name an old one.
   */
  watch(partition: number, onLeader: (address: string) => unknown): () => void {
    const since = this.#options.time.now();
    const waiting: Waiting = { partition, since, onLeader, told: new Set() };
    this.#waiting.add(waiting);
    if (!this.#looking) this.#look();
    return () => this.#waiting.delete(waiting);
  }

  /** Looks no more and leaves no timer behind. */
  close(): void {
    this.#closed.abort();
  }

  async #look(): Promise<void> {
    const { ask, time, patience = PATIENCE_MS } = this.#options;
    const { signal } = this.#closed;
    this.#looking = true;
    while (this.#waiting.size > 0 && !signal.aborted) {
      await time.wait(patience, signal);
      const late = [...this.#waiting].some(({ since }) => since + patience <= time.now());
      if (late && !signal.aborted) await ask((leaders) => this.#hear(leaders));
    }
    this.#looking = false;
  }

  #hear(leaders: Leaders): void {
    const { time, patience = PATIENCE_MS } = this.#options;
    for (const { partition, since, onLeader, told } of this.#waiting) {
      const leader = leaders.get(partition);
      if (leader === undefined || since + patience > time.now() || told.has(leader)) continue;
      told.add(leader);
      onLeader(leader);
    }
  }
}

/** Makes the question of a {@linkcode LeaderWatch}: to all brokers that are named or were heard of. */
export function createLeaderQuestion(
  { brokers, tls }: Pick<ConnectionSettings, "brokers" | "tls">,
  topic: string,
): LeaderWatchOptions["ask"] {
  const known = new Set(brokers);
  return (onAnswer) =>
    askBrokers([...known], [topic], {
      tls,
      timeout: ANSWER_MS,
      onAnswer: (answer) => {
        for (const address of answer.brokers) known.add(address);
        onAnswer(leadersOf(answer));
      },
    });
}

function leadersOf({ topics, addresses }: MetadataAnswer): Leaders {
  const partitions = topics.flatMap(({ partitions }) => partitions);
  return new Map(partitions.flatMap(({ partition, leader }) => {
    const address = addresses.get(leader);
    return address === undefined ? [] : [[partition, address] as const];
  }));
}
