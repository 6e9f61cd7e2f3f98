import { ProgramError } from "@kafka-sim/common/errors";
import type { NodeFailure, NodeFailureKind } from "./node_failure.ts";

const REMEDIES: Readonly<Record<NodeFailureKind, string>> = {
  "port_taken": "Start again: other processes keep taking the ports that were free",
  "disk_full": "Make room on the disk, or use another one: --keep, or KAFKA_SIM_CACHE",
  "data_in_use": "Stop the Kafka that uses this folder, or name another one with --keep",
  "jars_damaged": "Remove the kafka-sim folder from your cache folder and start again",
  "other": "Read the lines of its log; if kept data is the cause, name another folder with --keep",
};

/** The error for users of a node's end. */
export function describeFailure(failure: NodeFailure): ProgramError {
  const code = failure.kind === "other" ? "kafka_ended" : failure.kind;
  return new ProgramError(code, [failure.message, ...failure.words].join("\n"), {
    remedy: REMEDIES[failure.kind],
    cause: failure,
  });
}
