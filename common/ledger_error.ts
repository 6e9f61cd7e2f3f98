import { ProgramError } from "./errors.ts";

/** What can be wrong with a ledger. */
export type LedgerProblem =
  | "ledger_closed"
  | "ledger_damaged"
  | "ledger_exists"
  | "ledger_foreign"
  | "ledger_not_created"
  | "ledger_not_read"
  | "ledger_not_written";

/** A ledger that cannot be written or read. Whoever writes must not go on. */
export class LedgerError extends ProgramError {
  declare readonly code: LedgerProblem;

  constructor(
    code: LedgerProblem,
    message: string,
    options: { readonly remedy: string; readonly exitCode?: 1 | 2; readonly cause?: unknown },
  ) {
    super(code, message, options);
    this.name = "LedgerError";
  }
}
