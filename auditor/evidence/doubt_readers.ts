import type { RunLedgers, RunRules } from "../judge/run_evidence.ts";
import type { Story } from "./story.ts";

/**
 * Reading is judged where a reader has left a ledger. Doubts a folder without one, a clause each, if
 * there must have been readers.
 */
export function doubtReaders(
  { group }: Pick<RunLedgers, "group">,
  { hadReaders }: Pick<Story, "hadReaders">,
  { readingLimit }: Pick<RunRules, "readingLimit">,
): string[] {
  if (group !== undefined) return [];
  if (hadReaders) return ["the run had readers, but none of their ledgers is there"];
  if (readingLimit === undefined) return [];
  return ["reading has a limit, but no reader's ledger is there"];
}
