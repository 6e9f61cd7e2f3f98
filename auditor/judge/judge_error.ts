/** Why no verdict can be given. */
export type JudgeProblem =
  | "folder_in_use"
  | "folder_taken"
  | "folder_unusable"
  | "interrupted"
  | "journal_damaged"
  | "ledger_damaged"
  | "ledger_growing"
  | "ledger_missing"
  | "ledger_senseless"
  | "ledgers_mixed"
  | "log_missing";

/** Something that cannot be judged. The verdict is then "inconclusive", never "passed". */
export class JudgeError extends Error {
  readonly code: JudgeProblem;

  constructor(code: JudgeProblem, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = "JudgeError";
    this.code = code;
  }
}
