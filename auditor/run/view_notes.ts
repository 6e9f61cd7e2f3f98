import type { Journal } from "../evidence/journal.ts";
import type { TopicView } from "./topic_watch.ts";

/** A replica that goes in and out for days would fill memory and report: changes noted of a run. */
const MOST = 10_000;

/** Notes in the journal who leads, who is in sync and which nodes serve, as far as it has changed. */
export class ViewNotes {
  readonly #journal: Pick<Journal, "add">;
  readonly #most: number;
  #count = 0;

  /** @param most Changes after which no more are noted, but that some are missing. */
  constructor(journal: Pick<Journal, "add">, most = MOST) {
    this.#journal = journal;
    this.#most = most;
  }

  take(view: TopicView, before: TopicView | undefined): void {
    if (!before && view.clusterId !== null) this.#add({ kind: "cluster", id: view.clusterId });
    if (String(view.nodes) !== String(before?.nodes)) {
      this.#add({ kind: "nodes", nodes: view.nodes });
    }
    for (const { partition, leader, leaderEpoch: epoch, inSync: isr } of view.partitions) {
      const last = before?.partitions.find((state) => state.partition === partition);
      if (last && last.leader === leader && last.leaderEpoch === epoch) {
        if (String(last.inSync) === String(isr)) continue;
      }
      this.#add({ kind: "partition", partition, leader, epoch, isr });
    }
  }

  #add(entry: Parameters<Journal["add"]>[0]): void {
    if (++this.#count <= this.#most) this.#journal.add(entry);
    else if (this.#count === this.#most + 1) {
      const doubt = `only the first ${this.#most} changes of leaders and replicas were noted`;
      this.#journal.add({ kind: "doubt", doubt });
    }
  }
}
