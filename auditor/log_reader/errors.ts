/** Why a log could not be read. */
export type LogReaderProblem =
  | "authorization"
  | "codec"
  | "connection"
  | "corrupt"
  | "log_moved"
  | "protocol"
  | "topic_missing"
  | "version"
  | "wrong_cluster";

/** A log that could not be read, or not be trusted as read. */
export class LogReaderError extends Error {
  readonly code: LogReaderProblem;

  constructor(
    code: LogReaderProblem,
    message: string,
    options: ErrorOptions = {},
  ) {
    super(message, options);
    this.name = "LogReaderError";
    this.code = code;
  }
}

/** An error code that a broker answered. */
export class BrokerError extends Error {
  readonly errorCode: number;

  constructor(errorCode: number, what: string) {
    super(
      `Cannot ${what}: the broker answered ${ERROR_NAMES[errorCode] ?? `error ${errorCode}`}`,
    );
    this.name = "BrokerError";
    this.errorCode = errorCode;
  }

  /** Whether another broker, or the same one later, may answer otherwise. */
  get retriable(): boolean {
    return RETRIABLE.has(this.errorCode);
  }
}

/** The codes this reader acts on. Source: Apache Kafka, `Errors.java`. */
export const ERROR = {
  offsetOutOfRange: 1,
  unknownTopicOrPartition: 3,
  notLeader: 6,
  notController: 41,
} as const;

const ERROR_NAMES: Readonly<Record<number, string>> = {
  [-1]: "UNKNOWN_SERVER_ERROR",
  1: "OFFSET_OUT_OF_RANGE",
  2: "CORRUPT_MESSAGE",
  3: "UNKNOWN_TOPIC_OR_PARTITION",
  5: "LEADER_NOT_AVAILABLE",
  6: "NOT_LEADER_OR_FOLLOWER",
  7: "REQUEST_TIMED_OUT",
  9: "REPLICA_NOT_AVAILABLE",
  13: "NETWORK_EXCEPTION",
  14: "COORDINATOR_LOAD_IN_PROGRESS",
  15: "COORDINATOR_NOT_AVAILABLE",
  16: "NOT_COORDINATOR",
  29: "TOPIC_AUTHORIZATION_FAILED",
  30: "GROUP_AUTHORIZATION_FAILED",
  35: "UNSUPPORTED_VERSION",
  56: "KAFKA_STORAGE_ERROR",
  74: "FENCED_LEADER_EPOCH",
  75: "UNKNOWN_LEADER_EPOCH",
  78: "OFFSET_NOT_AVAILABLE",
};

const RETRIABLE: ReadonlySet<number> = new Set([
  -1,
  5,
  6,
  7,
  9,
  13,
  14,
  15,
  16,
  56,
  74,
  75,
  78,
]);
