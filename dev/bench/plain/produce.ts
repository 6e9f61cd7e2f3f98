import kafkajs, { type Kafka, type Message, type Producer } from "kafkajs";
import { partitionOf } from "@kafka-sim/common/partition";
import { decodeTick } from "@kafka-sim/common/tick";

const BATCH = 1_000;
const PARTITIONS = 6;

/** What is to be sent: values out of the lines of a file, again and again. */
export interface PlainProduceOptions {
  readonly topic: string;
  readonly records: number;
  readonly file: string;
}

/** Sends the records, one request after the other in each partition, all partitions side by side. */
export async function plainProduce(
  kafka: Kafka,
  options: PlainProduceOptions,
): Promise<{ records: number; seconds: number }> {
  const producer = kafka.producer({
    idempotent: true,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  const sources = await readMessages(options.file);
  await producer.connect();
  const start = performance.now();
  const share = Math.ceil(options.records / sources.length);
  await Promise.all(sources.map((source) => sendShare(producer, options.topic, source, share)));
  const seconds = (performance.now() - start) / 1000;
  await producer.disconnect();
  return { records: share * sources.length, seconds };
}

async function sendShare(
  producer: Producer,
  topic: string,
  source: readonly Message[],
  share: number,
): Promise<void> {
  for (let sent = 0; sent < share;) {
    const length = Math.min(BATCH, share - sent);
    const messages = Array.from({ length }, (_, at) => source[(sent + at) % source.length]!);
    await producer.send({
      topic,
      acks: -1,
      compression: kafkajs.CompressionTypes.Snappy,
      messages,
    });
    sent += length;
  }
}

/** The file's lines as messages, by their partition. */
async function readMessages(file: string): Promise<Message[][]> {
  const partitions: Message[][] = Array.from({ length: PARTITIONS }, () => []);
  const encoder = new TextEncoder();
  for (const value of (await Deno.readTextFile(file)).trimEnd().split("\n")) {
    const key = decodeTick(encoder.encode(value)).symbol;
    const partition = partitionOf(key, PARTITIONS);
    partitions[partition]!.push({ key, value, partition });
  }
  return partitions.filter((messages) => messages.length > 0);
}
