import type { OffsetsByTopicPartition } from "kafkajs";
import type { EventLog } from "@kafka-sim/common/log";
import type { Time } from "./time.ts";

/** Sends offsets to the group's coordinator, in the name of one generation of the group. */
export type Commit = (offsets: OffsetsByTopicPartition) => Promise<void>;

/** Options of {@linkcode Commits}. */
export interface CommitsOptions {
  readonly topic: string;
  /** Least milliseconds between two commits. */
  readonly interval: number;
  readonly time: Time;
  readonly log: EventLog;
}

/**
 * Commits what was handled, soon but not for every batch: kafkajs by itself would, several hundred
 * times a second. What fails is tried again, until the partitions are shared out anew.
 */
export class Commits {
  readonly #options: CommitsOptions;
  readonly #due = new Map<number, bigint>();
  readonly #end = new AbortController();
  #commit: Commit | undefined;
  #generation = 0;
  #isRunning = false;

  constructor(options: CommitsOptions) {
    this.#options = options;
  }

  /** Begins an assignment: what is not committed by now must not be, it may be another member's. */
  begin(): void {
    this.#generation++;
    this.#due.clear();
    this.#commit = undefined;
  }

  /** Everything below `next` is handled; `commit` must belong to the present assignment. */
  add(partition: number, next: bigint, commit: Commit): void {
    if (this.#end.signal.aborted) return;
    this.#due.set(partition, next);
    this.#commit = commit;
    if (!this.#isRunning) void this.#run();
  }

  /** Commits now what is left, and no more than tries to. Never rejects. */
  async flush(): Promise<void> {
    if (!this.#commit || this.#due.size === 0) return;
    const { topic, log } = this.#options;
    const generation = this.#generation;
    const due = [...this.#due];
    this.#due.clear();
    const partitions = due.map(([partition, next]) => ({ partition, offset: String(next) }));
    try {
      await this.#commit({ topics: [{ topic, partitions }] });
      log.debug("offsets_committed", { partitions });
    } catch (error) {
      log.debug("offsets_not_committed", { partitions, error });
      if (generation === this.#generation) this.#restore(due);
    }
  }

  /** Ends it: nothing is committed any more, whatever comes. */
  close(): void {
    this.begin();
    this.#end.abort();
  }

  async #run(): Promise<void> {
    const { time, interval } = this.#options;
    this.#isRunning = true;
    while (this.#due.size > 0) {
      await this.flush();
      await time.wait(interval, this.#end.signal);
    }
    this.#isRunning = false;
  }

  #restore(due: readonly (readonly [number, bigint])[]): void {
    for (const [partition, next] of due) {
      if (!this.#due.has(partition)) this.#due.set(partition, next);
    }
  }
}
