import { deepEqual } from "node:assert/strict";
import { Journal } from "../evidence/journal.ts";
import { ViewNotes } from "./view_notes.ts";

const state = (partition: number, leader: number, leaderEpoch: number, inSync: number[]) => ({
  ...{ partition, errorCode: 0, leader, leaderEpoch, replicas: [1, 2, 3], inSync },
});

Deno.test("ViewNotes notes what has changed and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  const journal = Journal.create(folder);
  try {
    const first = {
      clusterId: "c",
      nodes: [1, 2, 3],
      partitions: [state(0, 1, 0, [1, 2, 3]), state(1, 2, 0, [1, 2, 3])],
    };
    const notes = new ViewNotes(journal);
    notes.take(first, undefined);
    notes.take({ ...first, nodes: [2, 3] }, first);
    const partitions = [state(0, 2, 1, [2, 3]), state(1, 2, 0, [1, 2, 3])];
    notes.take({ clusterId: "c", nodes: [2, 3], partitions }, { ...first, nodes: [2, 3] });
    deepEqual(journal.entries.map(({ time: _time, ...entry }) => entry), [
      { kind: "cluster", id: "c" },
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

Deno.test("ViewNotes ends after so many changes, and leaves it to be doubted that it has all", () => {
  const added: unknown[] = [];
  const notes = new ViewNotes({ add: (entry) => void added.push(entry) }, 4);
  let before = { clusterId: "c", nodes: [1], partitions: [state(0, 1, 0, [1])] };
  notes.take(before, undefined);
  for (let epoch = 1; epoch < 9; epoch++) {
    const view = { clusterId: "c", nodes: [1], partitions: [state(0, 1, epoch, [1])] };
    notes.take(view, before);
    before = view;
  }
  deepEqual(added.slice(3), [
    { kind: "partition", partition: 0, leader: 1, epoch: 1, isr: [1] },
    { kind: "doubt", doubt: "only the first 4 changes of leaders and replicas were noted" },
  ]);
});
