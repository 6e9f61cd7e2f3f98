import { exchange, isKafkaAnswer } from "./exchange.ts";
import { decodeMetadata, encodeMetadataRequest, type MetadataAnswer } from "./metadata.ts";

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
): Promise<MetadataAnswer> {
  const failures: string[] = [];
  for (const broker of brokers) {
    const answer = await ask(broker, topics, options);
    if (typeof answer !== "string") return answer;
    failures.push(`${broker} ${answer}`);
  }
  throw new Error(`no broker answers a metadata request: ${failures.join(", ")}`);
}

/**
 * Asks all of the brokers at once, and hands on each answer when it comes. One that hangs holds up
 * the end, not the others' answers. Never rejects.
 */
export async function askBrokers(
  brokers: readonly string[],
  topics: readonly string[],
  options: QueryOptions & { readonly onAnswer: (answer: MetadataAnswer) => void },
): Promise<void> {
  await Promise.all(brokers.map(async (broker) => {
    const answer = await ask(broker, topics, options);
    if (typeof answer !== "string") options.onAnswer(answer);
  }));
}

/** The answer, or a word for what came in its place. */
async function ask(
  broker: string,
  topics: readonly string[],
  { tls, timeout }: QueryOptions,
): Promise<MetadataAnswer | string> {
  const question = encodeMetadataRequest(topics);
  const answer = await exchange(broker, { tls, timeout, question });
  if (answer.outcome !== "answered" || !isKafkaAnswer(answer.bytes)) return answer.outcome;
  try {
    return decodeMetadata(answer.bytes);
  } catch {
    // Cut off in the middle, as by a broker that dies.
    return "unreadable";
  }
}
