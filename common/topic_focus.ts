import type { Kafka } from "kafkajs";

/** What of kafkajs' inner cluster object is used here. */
interface InnerCluster {
  readonly targetTopics: Set<string>;
}

/** kafkajs' own name of the function that makes the cluster object behind each client. */
const CREATE_CLUSTER = "private:Kafka:createCluster";

/**
 * Makes a function that has kafkajs ask for a topic's metadata, as for that of others it was called
 * with, and no longer for all topics there are. Until kafkajs works with a topic it asks for all, and
 * takes any partition without a leader, anybody's, for a failure (`src/cluster/index.js`,
 * `src/protocol/requests/metadata/v0/response.js`): an idempotent producer would not get its id, an
 * admin client would change nothing. There is no public way to tell it.
 *
 * @throws {TypeError} If kafkajs is not the version that this was written for.
 */
export function createTopicFocus(kafka: Kafka): (topic: string) => void {
  const symbol = Object.getOwnPropertySymbols(kafka).find(({ description }) =>
    description === CREATE_CLUSTER
  );
  if (!symbol) throw new TypeError(`Cannot use this version of kafkajs: no ${CREATE_CLUSTER}`);
  const inner = kafka as unknown as Record<symbol, (options: unknown) => InnerCluster>;
  const create = inner[symbol]!;
  const topics = new Set<string>();
  const clusters: InnerCluster[] = [];
  inner[symbol] = (options) => {
    const cluster = create(options);
    for (const topic of topics) cluster.targetTopics.add(topic);
    clusters.push(cluster);
    return cluster;
  };
  return (topic) => {
    topics.add(topic);
    for (const { targetTopics } of clusters) targetTopics.add(topic);
  };
}
