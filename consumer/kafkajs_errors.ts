/** Errors of kafkajs that are marked as final whatever is behind them. */
const WRAPPERS = ["KafkaJSNumberOfRetriesExceeded", "KafkaJSNonRetriableError"];
/** Marked as final although nothing has been decided: waits that ended, nobody who answered. */
const UNDECIDED = ["KafkaJSGroupCoordinatorNotFound", "KafkaJSLockTimeout", "KafkaJSTimeout"];

/**
 * Whether an error of kafkajs' is a final answer, of a broker or of its own, that trying again the
 * same way cannot change.
 */
export function isRefusal(error: unknown): boolean {
  const { name, retriable } = rootOf(error);
  return retriable === false && !UNDECIDED.includes(name);
}

/** Whether an error of kafkajs' may pass: it is no refusal, and no mistake in the code either. */
export function mayPass(error: unknown): boolean {
  const { name, retriable } = rootOf(error);
  return retriable === true || UNDECIDED.includes(name);
}

/** kafkajs wraps errors, and then marks them as final: what counts is the innermost. */
function rootOf(error: unknown): { readonly name: string; readonly retriable: unknown } {
  let root = error;
  while (root instanceof Error && WRAPPERS.includes(root.name) && root.cause instanceof Error) {
    root = root.cause;
  }
  if (!(root instanceof Error)) return { name: "", retriable: undefined };
  return { name: root.name, retriable: (root as Error & { retriable?: unknown }).retriable };
}
