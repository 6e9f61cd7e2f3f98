import { ProgramError } from "../errors.ts";

interface Reason {
  readonly code: string;
  readonly state: string;
  readonly remedy: string;
  readonly exitCode?: 2;
}

const AUTHORIZATION: Reason = {
  code: "not_authorized",
  state: "Kafka does not allow it to this client",
  remedy: "Have the cluster's administrator allow it, or do it",
};
const NO_LEADER: Reason = {
  code: "cluster_not_ready",
  state: "a partition in the cluster has no leader, and the Kafka client stops at that",
  remedy: "Bring the missing brokers back first",
};

/** By Kafka's names of the errors. */
const REASONS: ReadonlyMap<unknown, Reason> = new Map(Object.entries({
  "INVALID_REPLICATION_FACTOR": {
    code: "brokers_too_few",
    state: "there are fewer brokers than replicas asked for",
    remedy: "Start the missing brokers, or lower --replication-factor",
  },
  "INVALID_CONFIG": {
    code: "topic_config_refused",
    state: "Kafka does not take the configs",
    remedy: "Correct --config",
    exitCode: 2,
  },
  "INVALID_REQUEST": {
    code: "topic_config_refused",
    state: "Kafka does not take the request",
    remedy: "Correct --config",
    exitCode: 2,
  },
  "INVALID_TOPIC_EXCEPTION": {
    code: "topic_name_refused",
    state: "Kafka does not take the name, as for one that differs from another's only in . and _",
    remedy: "Name another --topic",
    exitCode: 2,
  },
  "POLICY_VIOLATION": {
    code: "topic_policy_violated",
    state: "the cluster's policy forbids it",
    remedy: "Ask the cluster's administrator what it wants of topics",
  },
  "TOPIC_AUTHORIZATION_FAILED": AUTHORIZATION,
  "CLUSTER_AUTHORIZATION_FAILED": AUTHORIZATION,
  "LEADER_NOT_AVAILABLE": NO_LEADER,
}));

/**
 * What it means that Kafka refused something.
 *
 * @param action Completes "Cannot …", such as `create topic "ticks"`.
 */
export function explainRefusal(action: string, error: unknown): ProgramError {
  const known = errorChain(error).find(({ type }) => REASONS.has(type));
  const { message } = known ?? errorChain(error)[0] ?? { message: String(error) };
  const { code, state, remedy, exitCode } = REASONS.get(known?.type) ?? {
    code: "topic_change_failed",
    state: message,
    remedy: "See the brokers' logs",
  };
  return new ProgramError(code, `Cannot ${action}: ${state}`, {
    remedy,
    cause: error,
    ...exitCode && { exitCode },
  });
}

/** The error and what stands behind it: kafkajs wraps errors, and gathers them. */
function errorChain(error: unknown): { type?: unknown; message: string }[] {
  if (!(error instanceof Error)) return [];
  const { errors = [] } = error as Error & { errors?: readonly unknown[] };
  return [error, ...[...errors, error.cause].flatMap(errorChain)];
}
