import type { PartitionStatus } from "../control/contract.ts";
import { LedgerTail, type TailEvent } from "./ledger_tail.ts";
import { LivePartition } from "./live_partition.ts";
import type { TopicView } from "./topic_watch.ts";

const ENDING = ".ledger";

/** All partitions while the run goes on, as every ledger of a folder tells it. */
export class LiveRun {
  readonly #folder: string;
  readonly #tails = new Map<string, LedgerTail>();
  readonly #partitions = new Map<number, LivePartition>();
  /** Ledgers with records that were handled. */
  readonly #readers = new Set<string>();
  /** Ledgers that get no more notes, and those of them that have been read to their end. */
  readonly #gone = new Set<string>();
  readonly #finished = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Takes in what has been noted since the last look. */
  look(): void {
    for (const { name } of Deno.readDirSync(this.#folder)) {
      const path = `${this.#folder}/${name}`;
      if (!name.endsWith(ENDING) || this.#tails.has(path)) continue;
      this.#tails.set(path, new LedgerTail(path));
    }
    const events: { readonly ledger: string; readonly event: TailEvent }[] = [];
    for (const [ledger, tail] of this.#tails) {
      if (this.#finished.has(ledger)) continue;
      // Asked before it is read: what is written until then is read now.
      const isLast = this.#gone.has(ledger);
      for (const event of tail.read()) events.push({ ledger, event });
      if (!isLast) continue;
      this.#finished.add(ledger);
      tail.close();
    }
    events.sort((a, b) => a.event.time - b.event.time);
    for (const { ledger, event } of events) {
      if (event.kind === "handled") this.#readers.add(ledger);
      this.#of(event.partition).take(ledger, event);
    }
  }

  /** Tells that a ledger gets no more notes. */
  gone(ledger: string): void {
    this.#gone.add(ledger);
    for (const live of this.#partitions.values()) live.gone(ledger);
  }

  /** Whether any reader's ledger has any notes. */
  get isRead(): boolean {
    return this.#readers.size > 0;
  }

  /** Whether this reader's ledger has any notes. */
  hasRead(ledger: string): boolean {
    return this.#readers.has(ledger);
  }

  /** Who writes this ledger; null while it does not say so. */
  identityOf(ledger: string): string | null {
    return this.#tails.get(ledger)?.identity ?? null;
  }

  /** Forgets the longest stalls so far. */
  forgetStalls(): void {
    for (const live of this.#partitions.values()) live.forgetStalls();
  }

  /** The partitions of the topic, at this moment (milliseconds since 1970). */
  status({ partitions }: TopicView, now: number): PartitionStatus[] {
    return partitions.map(({ partition, leader, leaderEpoch, replicas, inSync }) => {
      const live = this.#of(partition);
      return {
        partition,
        leader,
        epoch: leaderEpoch,
        replicas,
        isr: inSync,
        sent: live.sent,
        acknowledged: live.acknowledged,
        read: live.read,
        acknowledgedPerSecond: live.rate(now),
        stall: seconds(live.stall(now)),
        longestStall: seconds(live.longestStall(now)),
      };
    });
  }

  #of(partition: number): LivePartition {
    let live = this.#partitions.get(partition);
    if (live) return live;
    this.#partitions.set(partition, live = new LivePartition());
    for (const ledger of this.#gone) live.gone(ledger);
    return live;
  }
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1_000;
}
