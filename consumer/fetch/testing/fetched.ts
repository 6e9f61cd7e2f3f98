import { Buffer } from "node:buffer";
import type { FetchedRecord } from "../fetched_record.ts";
import { readRecordBatches } from "../record_batches.ts";
import { encodeBatch, type PlannedRecord } from "./answers.ts";

/** A record of a test as a batch has it; what is left out is a tick's key, or nothing. */
export type FetchedPlan = Partial<Pick<PlannedRecord, "key" | "value" | "headers">>;

/** Records as they come out of a batch, with the offsets from 0 on. */
export async function fetchedRecords(plans: readonly FetchedPlan[]): Promise<FetchedRecord[]> {
  const batch = await encodeBatch({
    ...{ firstOffset: 0n, firstTimestamp: 1_700_000_060_000n, maxTimestamp: 1_700_000_060_000n },
    ...{ producerId: -1n, attributes: 0, pack: (records) => records },
    records: plans.map((plan, offsetDelta) => ({
      ...{ offsetDelta, timestampDelta: 0, key: Buffer.from("AAPL"), value: null, headers: [] },
      ...plan,
    })),
  });
  return await readRecordBatches(batch);
}
