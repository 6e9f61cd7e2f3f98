/** Errors of kafkajs that are marked as final although nothing has been decided. */
const WRAPPERS = ["KafkaJSNumberOfRetriesExceeded", "KafkaJSNonRetriableError"];
/** A wait for another request of the same client. Marked as final too. */
const LOCK_TIMEOUT = "KafkaJSLockTimeout";

/**
 * Whether a batch that met this error may be sent again by the same producer. It may after anything
 * that is not a refusal, errors of the client's own included: kafkajs has taken the sequence back,
 * and the broker drops what it has got already. A refusal that kafkajs calls final, such as
 * `OUT_OF_ORDER_SEQUENCE_NUMBER`, `UNKNOWN_PRODUCER_ID` or `INVALID_PRODUCER_EPOCH`, ends the
 * producer id.
 */
export function classifyError(error: unknown): "retriable" | "fatal" {
  const root = rootOf(error);
  if (!(root instanceof Error) || root.name === LOCK_TIMEOUT) return "retriable";
  return (root as Error & { retriable?: boolean }).retriable === false ? "fatal" : "retriable";
}

function rootOf(error: unknown): unknown {
  let root = error;
  while (root instanceof Error && WRAPPERS.includes(root.name) && root.cause instanceof Error) {
    root = root.cause;
  }
  return root;
}
