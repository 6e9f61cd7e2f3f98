import { deepEqual, equal } from "node:assert/strict";
import { OffsetIndex } from "./offset_index.ts";
import { SenderTable } from "./sender_table.ts";

/** A sender's records at these offsets, -1 for one that is not in the log. */
function table(sender: string, offsets: readonly number[]): SenderTable {
  const records = offsets.map((_, sequence) => ({ sequence, due: 0, key: "k", valueHash: 0n }));
  const event = { kind: "sent", time: 0, records } as const;
  const made = new SenderTable({ sender, lastSign: 0, claimsOnce: true, events: [event] }, () => 0);
  made.foundAt.set(offsets);
  return made;
}

Deno.test("OffsetIndex ranks the records of all tables by where they stand", () => {
  using index = new OffsetIndex([table("a", [5, 2, -1, 90]), table("b", [7]), table("c", [])]);
  deepEqual([2, 5, 7, 90].map((offset) => index.rank(offset)), [0, 1, 2, 3]);
  deepEqual([-1, 0, 3, 91].map((offset) => index.rank(offset)), [-1, -1, -1, -1]);
  deepEqual([...index.column(7)], [7, 7, 7, 7]);
});

Deno.test("OffsetIndex gives the memory of its columns back, too", () => {
  const index = new OffsetIndex([table("a", [1, 2])]);
  const column = index.column(0);
  index[Symbol.dispose]();
  deepEqual([index.length, column.length, index.rank(1)], [0, 0, -1]);
  equal(new OffsetIndex([]).rank(0), -1);
});
