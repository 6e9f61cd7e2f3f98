import type { Example, FindingKind, FindingSink } from "./findings.ts";
import type { LoggedRecord, Reading } from "./history.ts";
import { LogTable, MARK } from "./log_table.ts";
import { FATE, NONE, type SenderTable } from "./sender_table.ts";

/** What the records of a log are held against. */
export interface Expectation {
  readonly partition: number;
  readonly senders: ReadonlyMap<string, SenderTable>;
  /** The number of a key in the tables, undefined for a key of no record. */
  readonly keyNumber: (key: string) => number | undefined;
}

/**
 * Goes through a log once and notes in the senders' tables where each record stands. Finds what a
 * record itself shows: `stranger`, `phantom`, `duplicate`, `reordered`, `late`, and `inconsistent`
 * where it is not what was handed over.
 */
export async function matchLog(
  reading: Reading,
  expectation: Expectation,
  sink: FindingSink,
): Promise<LogTable> {
  const match = new Match(expectation, sink);
  for await (const records of reading.records) for (const record of records) match.take(record);
  return match.log;
}

class Match {
  readonly log: LogTable = new LogTable();
  readonly #expectation: Expectation;
  readonly #sink: FindingSink;
  /** Greatest acknowledged sequence so far. */
  readonly #greatest = new Map<SenderTable, number>();

  constructor(expectation: Expectation, sink: FindingSink) {
    this.#expectation = expectation;
    this.#sink = sink;
  }

  take(record: LoggedRecord): void {
    const { offset, sequence } = record;
    this.log.set(offset, record.contentHash, record.wholeHash);
    const table = this.#expectation.senders.get(record.sender ?? "");
    if (!table || sequence === undefined) {
      const cause = record.sender === undefined || sequence === undefined ? "unsigned" : "sender";
      return this.#found("stranger", record, cause, "no sender of this run wrote it");
    }
    if (sequence >= table.length) {
      const detail = `its sender handed over ${table.length} records to this partition`;
      return this.#found("phantom", record, "sequence", detail);
    }
    this.log.mark(offset, MARK.ours, table.due[sequence]);
    this.#compare(record, table, sequence);
    if (table.acknowledgedAt[sequence] === offset) table.confirmed[sequence] = 1;
    const first = table.foundAt[sequence]!;
    if (first !== NONE) {
      const cause = table.claimsOnce ? "against_claim" : "not_claimed";
      return this.#found("duplicate", record, cause, `it stands at offset ${first} already`);
    }
    table.foundAt[sequence] = offset;
    this.#order(record, table, sequence);
  }

  #compare(record: LoggedRecord, table: SenderTable, sequence: number): void {
    const key = record.key === undefined ? undefined : this.#expectation.keyNumber(record.key);
    if (key !== table.key[sequence]) {
      this.#found("inconsistent", record, "key", "its key is not the one handed over");
    }
    if (record.valueHash !== table.valueHash[sequence]) {
      this.#found("inconsistent", record, "value", "its value is not the one handed over");
    }
    if (record.otherHeaders) {
      this.#found("inconsistent", record, "headers", "it has headers that were not handed over");
    }
  }

  #order(record: LoggedRecord, table: SenderTable, sequence: number): void {
    const greatest = this.#greatest.get(table) ?? NONE;
    const acknowledged = table.fate[sequence] === FATE.acknowledged;
    if (acknowledged) this.log.mark(record.offset, MARK.acknowledged);
    if (sequence < greatest) {
      const detail = `sequence ${greatest} stands before it`;
      this.#found(acknowledged ? "reordered" : "late", record, "order", detail);
    } else if (acknowledged) {
      this.#greatest.set(table, sequence);
    }
  }

  #found(kind: FindingKind, record: LoggedRecord, cause: string, detail: string): void {
    const { sender, sequence, offset } = record;
    const example: Example = {
      partition: this.#expectation.partition,
      sender,
      sequence,
      offset,
      cause,
      detail,
    };
    this.#sink.add(kind, example);
  }
}
