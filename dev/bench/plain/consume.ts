import type { Kafka } from "kafkajs";

const CONCURRENTLY = 6;

/** Reads so many records from the start of the topic, counting from the moment the group is formed. */
export async function plainConsume(
  kafka: Kafka,
  { topic, records }: { readonly topic: string; readonly records: number },
): Promise<{ records: number; seconds: number }> {
  const consumer = kafka.consumer({ groupId: `bench-plain-${crypto.randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const enough = Promise.withResolvers<number>();
  let count = 0;
  let start = 0;
  consumer.on(consumer.events.GROUP_JOIN, () => void (start = performance.now()));
  await consumer.run({
    partitionsConsumedConcurrently: CONCURRENTLY,
    eachBatch: ({ batch }) => {
      count += batch.messages.length;
      if (count >= records) enough.resolve((performance.now() - start) / 1000);
      return Promise.resolve();
    },
  });
  const seconds = await enough.promise;
  const read = count;
  await consumer.disconnect();
  return { records: read, seconds };
}
