import type { LogRecord } from "../../log_reader/record_batch.ts";
import { recordHashes } from "../../evidence/record_hashes.ts";
import { RecordReader } from "../../evidence/logged_record.ts";
import type { Reading, Skimming } from "../history.ts";
import type { RunLog } from "../run_evidence.ts";

const encoder = new TextEncoder();

/** A record of a log in memory. */
export interface MemoryRecord {
  readonly sender: string;
  readonly sequence: number;
  readonly key: string;
  readonly value: string;
}

/** A log in memory: one list a partition, offsets from 0. */
export class MemoryLog implements RunLog {
  readonly partitions: readonly number[];
  readonly lists: MemoryRecord[][];

  constructor(lists: MemoryRecord[][]) {
    this.lists = lists;
    this.partitions = [...lists.keys()];
  }

  read(partition: number): Promise<Reading> {
    const reader = new RecordReader(recordHashes);
    const records = this.lists[partition]!.map((record, offset) =>
      reader.read(logRecord(record, offset))
    );
    return Promise.resolve({ start: 0, end: records.length, records: [records] });
  }

  skim(partition: number): Promise<Skimming> {
    return this.read(partition);
  }

  isMoved(): boolean {
    return false;
  }
}

/** A record as the log reader decodes it. */
export function logRecord(record: MemoryRecord, offset: number): LogRecord {
  const { sender, sequence, key, value } = record;
  return {
    offset,
    timestamp: 0,
    key: encoder.encode(key),
    value: encoder.encode(value),
    headers: [
      { name: "sender", value: encoder.encode(sender) },
      { name: "sequence", value: encoder.encode(String(sequence)) },
    ],
  };
}
