import { deepEqual } from "node:assert/strict";
import { doubtReaders } from "./doubt_readers.ts";

const doubts = (group: string | undefined, hadReaders: boolean, readingLimit: number | undefined) =>
  doubtReaders({ group }, { hadReaders }, { readingLimit });

Deno.test("doubtReaders() misses the ledgers of readers that a run had or that have a limit", () => {
  deepEqual(doubts(undefined, true, 15_000), [
    "the run had readers, but none of their ledgers is there",
  ]);
  deepEqual(doubts(undefined, false, 15_000), [
    "reading has a limit, but no reader's ledger is there",
  ]);
});

Deno.test("doubtReaders() misses nothing where there is a group, or where nobody was to read", () => {
  deepEqual(doubts("g", true, 15_000), []);
  deepEqual(doubts(undefined, false, undefined), []);
});
