import { readLedger } from "@kafka-sim/common/ledger";
import { exists } from "./environment.ts";

/** A record as a producer's ledger knows it. */
export interface SentHistory {
  readonly sequence: number;
  readonly key: string;
  readonly valueHash: bigint;
  /** Milliseconds since 1970, as all times here. */
  readonly due: number;
  /** Undefined: whether it is in the log is unknown. */
  acknowledged: { readonly time: number; readonly offset: bigint | undefined } | undefined;
}

/** What one producer process noted down. */
export interface ProducerHistory {
  readonly sender: string;
  /** By partition; the index of a record is its sequence. */
  readonly partitions: ReadonlyMap<number, readonly SentHistory[]>;
  /** Whether it ended by itself. */
  readonly ended: boolean;
}

/**
 * Reads a producer's ledger; undefined where the producer was killed before it had handed anything
 * over.
 *
 * @throws {Error} If it contradicts itself.
 */
export function readHistory(path: string): ProducerHistory | undefined {
  if (!exists(path)) return undefined;
  const ledger = readLedger(path);
  if (!ledger.head) return undefined;
  if (ledger.head.kind !== "producer") throw new Error(`${path} is no producer's ledger`);
  const partitions = new Map<number, SentHistory[]>();
  for (const entry of ledger.entries()) {
    const records = partitions.get(entry.partition) ?? [];
    partitions.set(entry.partition, records);
    if (entry.kind === "sent") {
      for (const record of entry.records) {
        if (record.sequence !== records.length) {
          throw new Error(`${path}: partition ${entry.partition} goes on at ${record.sequence}`);
        }
        records.push({ ...record, acknowledged: undefined });
      }
    } else if (entry.kind === "acknowledged") {
      for (let index = 0; index < entry.count; index++) {
        const record = records[entry.first + index];
        if (!record) throw new Error(`${path}: acknowledged before it was sent`);
        const offset = entry.baseOffset === undefined
          ? undefined
          : entry.baseOffset + BigInt(index);
        record.acknowledged = { time: entry.time, offset };
      }
    }
  }
  return { sender: ledger.head.sender, partitions, ended: ledger.ended };
}
