import { disconnectWithin } from "@kafka-sim/common/disconnect";
import { ProgramError } from "@kafka-sim/common/errors";
import type { KafkaClient } from "@kafka-sim/common/kafka";
import { within } from "@kafka-sim/common/wait";

const CLOSE_MS = 5_000;
const PATIENCE_MS = 60_000;

/** What is taken out of a topic. */
export interface SampleOptions {
  readonly topic: string;
  readonly partitions: number;
  /** Values of each partition, which has as many. */
  readonly each: number;
  readonly signal: AbortSignal;
}

/**
 * Reads the first values of each partition.
 *
 * @throws {ProgramError} If they do not come within a minute.
 */
export async function sampleValues(
  connect: () => KafkaClient,
  { topic, partitions, each, signal }: SampleOptions,
): Promise<string[]> {
  const client = connect();
  const consumer = client.kafka.consumer({ groupId: `bench-sample-${crypto.randomUUID()}` });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    const enough = Promise.withResolvers<void>();
    const values: string[] = [];
    const counts = Array.from({ length: partitions }, () => 0);
    await consumer.run({
      autoCommit: false,
      eachMessage: ({ partition, message }) => {
        if (++counts[partition]! <= each) values.push(String(message.value));
        if (values.length === partitions * each) enough.resolve();
        return Promise.resolve();
      },
    });
    await within(enough.promise, PATIENCE_MS, { late: tooFew(topic), signal });
    return values;
  } finally {
    await disconnectWithin(consumer, CLOSE_MS);
    client.close();
  }
}

function tooFew(topic: string): ProgramError {
  return new ProgramError("sample_not_read", `Cannot read values of topic ${topic} in time`, {
    remedy: "Start again, with nothing else at work on this machine",
  });
}
