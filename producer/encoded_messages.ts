import type { Buffer } from "node:buffer";
import type { Message } from "kafkajs";
import type { SealedBatch } from "./engine.ts";
import type { RecordEncoder } from "./record_encoder.ts";

/** What kafkajs takes for a record that it has encoded: the whole batch's here. */
interface EncodedForKafkajs {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

/**
 * A batch as an array of messages that kafkajs takes like any other, except that it is encoded
 * already. kafkajs 2.2.4 asks two things of the array that cost it most of its time, and gets the
 * same answers at once:
 * - `reduce`, to group the messages by partition; its own way copies the group for every message.
 * - `map`, first for the timestamps, of which it needs the earliest and the latest, then for the
 *   encoded records, of which it needs their number and all their bytes in a row.
 *
 * Whatever else it asks is answered by an array with as many messages as there are records.
 */
export function encodedMessages(
  { partition, records }: SealedBatch,
  encoder: RecordEncoder,
): Message[] {
  const times = records.map(({ due }) => due);
  const earliest = Math.min(...times);
  const timestamps = [earliest, Math.max(...times)].map(String);
  const bytes = encoder.encode(records, earliest);
  const encoded: EncodedForKafkajs[] = new Array(records.length);
  // kafkajs goes through it by `forEach`, which passes over empty places, and asks its length.
  encoded[0] = { buf: bytes, buffer: bytes };
  const message: Message = { partition, value: records[0]!.value, timestamp: timestamps[0]! };
  const messages: Message[] = new Array(records.length).fill(message);
  return Object.assign(messages, {
    reduce: () => ({ [partition]: messages }),
    map: (make: (message: Message, place: number) => unknown) =>
      make(message, 0) === message.timestamp ? timestamps : encoded,
  });
}
