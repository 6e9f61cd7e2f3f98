import type { FetchedRecord } from "./fetched_record.ts";

type Question = (record: FetchedRecord, place: number, all: FetchedRecord[]) => unknown;

/**
 * An array of records that kafkajs takes like any other. For each record it asks by `filter` whether
 * its offset is one that was asked for, and whether it is no mark of a transaction (`consumer/batch.js`).
 * Where there are no such marks both are true from one record on, so that one answer is enough.
 *
 * @param hasAborted Whether there are transactions that were given up: kafkajs then asks more.
 */
export function recordsForKafkajs(
  records: FetchedRecord[],
  hasAborted: boolean,
): FetchedRecord[] {
  if (hasAborted || records.some(({ isControlRecord }) => isControlRecord)) return records;
  return Object.assign(records, {
    filter: (question: Question): FetchedRecord[] => {
      const first = records.findIndex(question);
      if (first === 0) return records;
      return first < 0 ? [] : recordsForKafkajs(records.slice(first), hasAborted);
    },
  });
}
