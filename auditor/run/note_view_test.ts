import { deepEqual } from "node:assert/strict";
import { Journal } from "../evidence/journal.ts";
import { noteView } from "./note_view.ts";

const state = (partition: number, leader: number, leaderEpoch: number, inSync: number[]) => ({
  ...{ partition, errorCode: 0, leader, leaderEpoch, replicas: [1, 2, 3], inSync },
});

Deno.test("noteView() notes what has changed and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  const journal = Journal.create(folder);
  try {
    const first = {
      nodes: [1, 2, 3],
      partitions: [state(0, 1, 0, [1, 2, 3]), state(1, 2, 0, [1, 2, 3])],
    };
    noteView(journal, first, undefined);
    noteView(journal, { ...first, nodes: [2, 3] }, first);
    const partitions = [state(0, 2, 1, [2, 3]), state(1, 2, 0, [1, 2, 3])];
    noteView(journal, { nodes: [2, 3], partitions }, { ...first, nodes: [2, 3] });
    deepEqual(journal.entries.map(({ time: _time, ...entry }) => entry), [
      { kind: "nodes", nodes: [1, 2, 3] },
      { kind: "partition", partition: 0, leader: 1, epoch: 0, isr: [1, 2, 3] },
      { kind: "partition", partition: 1, leader: 2, epoch: 0, isr: [1, 2, 3] },
      { kind: "nodes", nodes: [2, 3] },
      { kind: "partition", partition: 0, leader: 2, epoch: 1, isr: [2, 3] },
    ]);
  } finally {
    journal.close();
    await Deno.remove(folder, { recursive: true });
  }
});
