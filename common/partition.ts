import { Buffer } from "node:buffer";
import kafkajs from "kafkajs";

/**
 * kafkajs' own murmur2, the hash of Kafka's Java client: the same key reaches the same partition from
 * either. Its types do not name the function behind the partitioner, so the partitioner is asked with
 * metadata made for it, in which every partition has a leader.
 */
const partitioner = kafkajs.Partitioners.DefaultPartitioner();
const metadata = new Map<number, Parameters<typeof partitioner>[0]["partitionMetadata"]>();

/** The partition, 0 to `count` - 1, of a record with this key. */
export function partitionOf(key: string, count: number): number {
  let partitionMetadata = metadata.get(count);
  if (!partitionMetadata) {
    partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 1,
      replicas: [1],
      isr: [1],
    }));
    metadata.set(count, partitionMetadata);
  }
  return partitioner({
    topic: "",
    partitionMetadata,
    message: { key: Buffer.from(key), value: null },
  });
}
