import { exchange, isKafkaAnswer } from "./exchange.ts";
import { type ClusterMetadata, decodeMetadata, encodeMetadataRequest } from "./metadata.ts";

/** Options of {@linkcode askCluster}. */
export interface QueryOptions {
  readonly tls: boolean;
  /** Milliseconds for one broker's answer. */
  readonly timeout: number;
}

/**
 * Asks one of the brokers, on a connection of its own, who the cluster is and what the topics are
 * like: the first that answers. Creates no topic, whatever `auto.create.topics.enable` says.
 *
 * @throws {Error} If none of them answers.
 */
export async function askCluster(
  brokers: readonly string[],
  topics: readonly string[],
  options: QueryOptions,
): Promise<ClusterMetadata> {
  const question = encodeMetadataRequest(topics);
  const failures: string[] = [];
  for (const broker of brokers) {
    const answer = await exchange(broker, { ...options, question });
    if (answer.outcome === "answered" && isKafkaAnswer(answer.bytes)) {
      return decodeMetadata(answer.bytes);
    }
    failures.push(`${broker} ${answer.outcome}`);
  }
  throw new Error(`no broker answers a metadata request: ${failures.join(", ")}`);
}
