/** Why a node did not start, as far as what to do about it differs. */
export type NodeFailureKind = "port_taken" | "disk_full" | "jars_damaged" | "data_in_use" | "other";

const SIGNS: readonly (readonly [NodeFailureKind, RegExp])[] = [
  ["port_taken", /Address already in use|BindException/],
  ["disk_full", /No space left on device/],
  ["data_in_use", /Failed to acquire lock on file/],
  [
    "jars_damaged",
    /NoClassDefFoundError|ClassNotFoundException|Could not find or load main class|zip (END|file)|ZipException|Error opening|invalid (LOC|CEN)|ClassFormatError/i,
  ],
];

/** A node ended before it was up. */
export class NodeFailure extends Error {
  readonly kind: NodeFailureKind;
  /** The last lines of its log. */
  readonly tail: readonly string[];

  constructor(id: number, tail: readonly string[]) {
    const error = tail.findLast((line) => /ERROR|FATAL|Exception|Error/.test(line));
    super(`Kafka node ${id} ended while it started: ${error ?? tail.at(-1) ?? "no word"}`);
    this.name = "NodeFailure";
    this.kind = classifyFailure(tail);
    this.tail = tail;
  }
}

/** Reads in a node's last words why it ended. */
export function classifyFailure(tail: readonly string[]): NodeFailureKind {
  const text = tail.join("\n");
  return SIGNS.find(([, sign]) => sign.test(text))?.[0] ?? "other";
}
