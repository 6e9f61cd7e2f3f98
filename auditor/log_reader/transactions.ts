import { ByteReader } from "./byte_reader.ts";
import type { AbortedTransaction } from "./fetch.ts";
import type { LogBatch } from "./record_batch.ts";

/** What became of the transaction in which a batch was written; `none` without one. */
export type TransactionState = "none" | "committed" | "aborted" | "open";

const ABORT = 0;

/**
 * Says of each batch of one fetch answer what became of its transaction. The broker lists the
 * aborted ones by producer and first offset; a marker in the log ends each.
 * Source: Apache Kafka, `CompletedFetch.java`.
 */
export function* markTransactions(
  batches: Iterable<LogBatch>,
  aborted: readonly AbortedTransaction[],
  { lastStable }: { readonly lastStable: number },
): Generator<LogBatch & { readonly transaction: TransactionState }> {
  const ahead = [...aborted].sort((a, b) => a.firstOffset - b.firstOffset);
  const active = new Set<number>();
  for (const batch of batches) {
    while (ahead[0] && ahead[0].firstOffset <= batch.lastOffset) {
      active.add(ahead.shift()!.producerId);
    }
    if (batch.control) {
      if (isAbort(batch)) active.delete(batch.producerId);
      yield { ...batch, transaction: "none" };
    } else if (!batch.transactional) {
      yield { ...batch, transaction: "none" };
    } else if (batch.firstOffset >= lastStable) {
      yield { ...batch, transaction: "open" };
    } else {
      const state = active.has(batch.producerId) ? "aborted" : "committed";
      yield { ...batch, transaction: state };
    }
  }
}

/** A control record's key is its version and its type, 16 bits each. */
function isAbort(batch: LogBatch): boolean {
  const key = batch.records[0]?.key;
  if (!key || key.length < 4) return false;
  const reader = new ByteReader(key);
  reader.int16();
  return reader.int16() === ABORT;
}
