import { RecentMap } from "./recent_map.ts";
import { type SequenceFinding, SequenceWatch } from "./sequence_watch.ts";

/** Senders of one partition that are remembered at least: those heard last. */
const SENDERS = 1_000;

/** How often the sequences of the senders did not go up by one. */
export interface ContinuityCounts {
  /** Sequence numbers that were left out, whether they came later or not. */
  readonly gaps: number;
  /** Records whose number had been there before. */
  readonly duplicates: number;
  /** Records that came after all, later than their turn. */
  readonly reordered: number;
}

/**
 * Checks that each sender's sequence goes up by one in each partition: a warning light, not a
 * verdict. Records that were delivered again must not be shown to it.
 */
export class Continuity {
  readonly #partitions = new Map<number, RecentMap<string, SequenceWatch>>();
  readonly #counts = { gaps: 0, duplicates: 0, reordered: 0 };
  /** Whom `observe()` met last: mostly whom it meets next, and then need not be looked up. */
  #last: { partition: number; sender: string; watch: SequenceWatch } | undefined;

  get counts(): ContinuityCounts {
    return this.#counts;
  }

  /** Takes the next record of a partition; says what is wrong with it, if anything is. */
  observe(partition: number, sender: string, sequence: number): SequenceFinding | undefined {
    const finding = this.#watch(partition, sender).observe(sequence);
    if (!finding) return undefined;
    if (finding.kind === "gap") this.#counts.gaps += finding.missing;
    else if (finding.kind === "duplicate") this.#counts.duplicates++;
    else this.#counts.reordered++;
    return finding;
  }

  /** Begins anew with a partition: another member had it in between. */
  forget(partition: number): void {
    this.#partitions.delete(partition);
    this.#last = undefined;
  }

  #watch(partition: number, sender: string): SequenceWatch {
    if (this.#last?.sender === sender && this.#last.partition === partition) {
      return this.#last.watch;
    }
    let senders = this.#partitions.get(partition);
    if (!senders) this.#partitions.set(partition, senders = new RecentMap(SENDERS));
    let watch = senders.get(sender);
    if (!watch) senders.set(sender, watch = new SequenceWatch());
    this.#last = { partition, sender, watch };
    return watch;
  }
}
