import type { FindingKind } from "../judge/findings.ts";

/** What each finding means, for a report: clauses in lower case without full stop. */
export const MEANINGS: Readonly<Record<FindingKind, string>> = {
  lost: "acknowledged and nowhere in the log",
  deleted: "acknowledged, but the log's start was raised past it",
  early: "acknowledged in a time in which nobody but the leader could have it",
  inconsistent: "not what was acknowledged, read before, or given to the group",
  phantom: "of our sender, but never handed to the client",
  stranger: "in the run's topic, but not ours",
  duplicate: "one record at two offsets",
  reordered: "acknowledged after a later record of its sender and partition",
  unseen: "in the log, never given to the group although it committed a later offset",
  unread: "in the log, and the group has not got to it in the time it has",
  "no_progress": "an outage longer than the limit; an outage is no loss",
  late: "never acknowledged and in the log after a later record",
  redelivered: "given to the group more than once",
  unknown: "handed to the client and never acknowledged: neither lost nor an error",
};
