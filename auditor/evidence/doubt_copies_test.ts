import { deepEqual } from "node:assert/strict";
import { doubtCopies } from "./doubt_copies.ts";
import type { TimedEntry } from "./journal.ts";
import type { ReadCopy } from "./kafka_log.ts";

const led = (partition: number, ...leaders: number[]): TimedEntry[] =>
  leaders.map((leader, time) => ({
    time,
    kind: "partition",
    partition,
    leader,
    epoch: 1,
    isr: [],
  }));
const read = (...nodes: number[]): ReadCopy[] =>
  nodes.map((node, index) => ({ reading: index + 1, node, epoch: 1, leads: true }));

Deno.test("doubtCopies() wants two copies of a partition whose leader moved, and of no other", () => {
  const entries = [...led(0, 1, -1, 1), ...led(1, 2, -1, 3), ...led(2, 3, 1, 3), ...led(4, 1, 2)];
  const copies = new Map([[0, read(1, 1)], [1, read(3, 2)], [2, read(3, 3)], [3, read(1)]]);
  deepEqual(doubtCopies(entries, copies), [
    "partition 2, whose leader moved, was read from node 3 alone",
  ]);
  deepEqual(doubtCopies([], copies), []);
});
