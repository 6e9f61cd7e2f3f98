import type { Journal } from "../evidence/journal.ts";
import type { TopicView } from "./topic_watch.ts";

/** Notes in the journal who leads, who is in sync and which nodes serve, as far as it has changed. */
export function noteView(journal: Journal, view: TopicView, before: TopicView | undefined): void {
  if (String(view.nodes) !== String(before?.nodes)) {
    journal.add({ kind: "nodes", nodes: view.nodes });
  }
  for (const { partition, leader, leaderEpoch: epoch, inSync: isr } of view.partitions) {
    const last = before?.partitions.find((state) => state.partition === partition);
    if (last && last.leader === leader && last.leaderEpoch === epoch) {
      if (String(last.inSync) === String(isr)) continue;
    }
    journal.add({ kind: "partition", partition, leader, epoch, isr });
  }
}
