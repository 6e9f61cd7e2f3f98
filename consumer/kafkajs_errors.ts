/** What of an error of kafkajs' is looked at. */
interface Root {
  readonly name: string;
  readonly retriable?: unknown;
  /** The protocol's name of the error, where a broker answered with one. */
  readonly type?: unknown;
}

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

/** Whether kafkajs cannot read a batch because it lacks the codec. */
export function isCodecMissing(error: unknown): boolean {
  return rootOf(error).name === "KafkaJSNotImplemented";
}

/** Whether a broker refused a request because it has more bytes than the topic takes. */
export function isTooLarge(error: unknown): boolean {
  return rootOf(error).type === "MESSAGE_TOO_LARGE";
}

/** kafkajs wraps errors, and then marks them as final: what counts is the innermost. */
function rootOf(error: unknown): Root {
  let root = error;
  while (root instanceof Error && WRAPPERS.includes(root.name) && root.cause instanceof Error) {
    root = root.cause;
  }
  return root instanceof Error ? root : { name: "" };
}
