import type { Example, FindingSink } from "./findings.ts";

/** A record by who sent it and which one it is. */
export interface RecordName {
  readonly sender: string;
  readonly sequence: number;
}

/** Looks for records in files that brokers have, or had. */
export interface ReplicaSearch {
  /** For each replica whose files have any of them: which. */
  find(partition: number, names: readonly RecordName[]): ReadonlyMap<string, readonly RecordName[]>;
}

/** Beyond that many lost records of a partition, the others are not searched for. */
const MOST_NAMES = 100_000;

/** Passes findings on, and keeps the names of what is lost. */
export class LossNames implements FindingSink {
  readonly names: RecordName[] = [];
  readonly #next: FindingSink;

  constructor(next: FindingSink) {
    this.#next = next;
  }

  add(kind: Parameters<FindingSink["add"]>[0], example: Example): void {
    const { sender, sequence } = example;
    if (kind === "lost" && sender !== undefined && sequence !== undefined) {
      if (this.names.length < MOST_NAMES) this.names.push({ sender, sequence });
    }
    this.#next.add(kind, example);
  }
}

/** The replicas that have a record of these, by its name. */
export function holdersByName(
  found: ReadonlyMap<string, readonly RecordName[]>,
): (example: Example) => readonly string[] {
  const holders = new Map<string, string[]>();
  for (const [replica, names] of found) {
    for (const { sender, sequence } of names) {
      const key = `${sender} ${sequence}`;
      const list = holders.get(key) ?? [];
      list.push(replica);
      holders.set(key, list);
    }
  }
  return ({ sender, sequence }) => holders.get(`${sender} ${sequence}`) ?? [];
}
