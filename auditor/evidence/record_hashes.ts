import type { LogRecord } from "../log_reader/record_batch.ts";

/** The hashes of a record that the judge compares. */
export interface RecordHashes {
  /** As the producer's ledger has it. */
  value(value: Uint8Array | null): bigint;
  /** As the consumer's ledger has it. */
  content(
    key: Uint8Array | null,
    value: Uint8Array | null,
    sender: Uint8Array | null,
    sequence: Uint8Array | null,
  ): bigint;
  /** Over everything that a producer wrote, headers and timestamp with it. */
  whole(record: LogRecord): bigint;
}
