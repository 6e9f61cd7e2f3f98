/** Why a node ended, as far as what to do about it differs. */
export type NodeFailureKind = "port_taken" | "disk_full" | "jars_damaged" | "data_in_use" | "other";

const SIGNS: readonly (readonly [NodeFailureKind, RegExp])[] = [
  ["port_taken", /Address already in use|BindException/],
  ["disk_full", /No space left on device/],
  ["data_in_use", /Failed to acquire lock on file/],
  [
    "jars_damaged",
    /NoClassDefFoundError|ClassNotFoundException|Could not find or load main class|zip (END|file)|ZipException|Error opening|invalid (LOC|CEN)|ClassFormatError|fatal error has been detected by the Java/i,
  ],
];
const ERROR = /^(Caused by: .*|\S+ (ERROR|FATAL) .*|Error\b.*|.*fatal error has been detected.*)$/;
const ERROR_LINES = 6;
const LAST_LINES = 3;

/** A node ended that nobody had asked to. */
export class NodeFailure extends Error {
  readonly kind: NodeFailureKind;
  /** What its log says of it, a few lines. */
  readonly words: readonly string[];

  /**
   * @param log The lines of its log since it was started: what went wrong is often followed by a
   * thousand lines of an orderly end.
   * @param how Completes "Kafka node 1 ended …".
   */
  constructor(id: number, log: readonly string[], how: string) {
    const sign = findSign(log);
    const errors = [...new Set(log.filter((line) => ERROR.test(line)))].slice(0, ERROR_LINES);
    const reason = sign?.line ?? errors.at(-1) ?? log.at(-1) ?? "without a word";
    super(`Kafka node ${id} ended ${how}: ${reason.replace(/^(Caused by|Error): /, "")}`);
    this.name = "NodeFailure";
    this.kind = sign?.kind ?? "other";
    this.words = errors.length > 0 ? errors : log.slice(-LAST_LINES);
  }
}

/** Reads in a node's log why it ended. */
export function classifyFailure(log: readonly string[]): NodeFailureKind {
  return findSign(log)?.kind ?? "other";
}

function findSign(log: readonly string[]): { kind: NodeFailureKind; line: string } | undefined {
  for (const [kind, sign] of SIGNS) {
    const line = log.find((line) => sign.test(line));
    if (line !== undefined) return { kind, line };
  }
  return undefined;
}
