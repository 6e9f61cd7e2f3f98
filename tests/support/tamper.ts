import { Buffer } from "node:buffer";
import type { LoggedRecord } from "./java_log.ts";
import { testClient, withAdmin } from "./kafka_admin.ts";

/** Removes the first record of a partition from the log. */
export async function removeFirst(
  brokers: string,
  topic: string,
  partition: number,
): Promise<void> {
  const partitions = [{ partition, offset: "1" }];
  await withAdmin(brokers, async (admin) => {
    // kafkajs deletes only where it has asked about the topic before.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions });
  });
}

/** Writes a record once more, as it is, to the end of its partition. */
export async function writeAgain(
  brokers: string,
  topic: string,
  record: LoggedRecord,
): Promise<void> {
  const producer = testClient(brokers).producer();
  await producer.connect();
  const { partition, timestamp, key, value, headers } = record;
  const message = {
    ...{ partition, timestamp: String(timestamp), key: Buffer.from(key!) },
    value: Buffer.from(value!),
    headers: Object.fromEntries(headers.map(([name, bytes]) => [name, Buffer.from(bytes!)])),
  };
  await producer.send({ topic, messages: [message] });
  await producer.disconnect();
}
