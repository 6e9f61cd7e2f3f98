import type { KafkaMessage } from "kafkajs";
import { FetchedRecord } from "./fetch/fetched_record.ts";
import type { GivenRecord } from "./record.ts";

/** The records of a batch of kafkajs': as our own reader made them, or else as kafkajs did. */
export function givenRecords(messages: readonly KafkaMessage[]): readonly GivenRecord[] {
  const [first] = messages as readonly unknown[];
  // A copy: the array that kafkajs got answers filter() for kafkajs' questions only.
  if (first instanceof FetchedRecord) return (messages as unknown as FetchedRecord[]).slice();
  return messages.map(({ key, value, offset, timestamp, headers }) => ({
    ...{ key, value, headers },
    offset: Number(offset),
    timestamp: Number(timestamp),
  }));
}
