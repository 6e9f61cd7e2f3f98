import { deepEqual } from "node:assert/strict";
import { decodeBatches } from "./record_batch.ts";
import { markTransactions } from "./transactions.ts";

const segment = Deno.readFileSync(new URL("fixtures/transactions.segment", import.meta.url));

Deno.test("markTransactions() tells aborted, committed and open transactions of one producer id", () => {
  // What the broker answered for this log: producer 6 aborted what it began at offset 1.
  const aborted = [{ producerId: 6, firstOffset: 1 }];
  const marked = markTransactions(decodeBatches(segment), aborted, { lastStable: 9 });
  deepEqual([...marked].map((batch) => batch.transaction), [
    "none",
    "aborted",
    "aborted",
    "none",
    "committed",
    "none",
    "committed",
    "none",
    "none",
    "open",
  ]);
});
