import { LedgerError } from "@kafka-sim/common/ledger";
import { JudgeError } from "../judge/judge_error.ts";
import { BrokerError, LogReaderError } from "../log_reader/errors.ts";

/** Whether it is the evidence that does not allow a verdict, and not a fault of the auditor. */
export function isUnjudgeable(error: unknown): error is Error {
  return error instanceof JudgeError || error instanceof LedgerError ||
    error instanceof LogReaderError || error instanceof BrokerError;
}
