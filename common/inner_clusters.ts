import type { Kafka } from "kafkajs";

/** What of kafkajs' inner cluster object is used here. */
interface InnerCluster {
  readonly targetTopics: Set<string>;
  readonly brokerPool: { readonly metadata: InnerMetadata | null };
}

interface InnerMetadata {
  readonly brokers: readonly { nodeId: number; host: string; port: number }[];
  readonly topicMetadata: readonly {
    topic: string;
    partitionMetadata: readonly { partitionId: number; leader: number }[];
  }[];
}

/** kafkajs' own name of the function that makes the cluster object behind each client. */
const CREATE_CLUSTER = "private:Kafka:createCluster";

/**
 * Reaches what the clients of a `Kafka` know of the cluster, for which kafkajs has no public way.
 * Clients that are made before this are not reached.
 */
export class InnerClusters {
  readonly #topics = new Set<string>();
  /** Weakly: some programs make an admin client every few seconds, for as long as they run. */
  readonly #clusters = new Set<WeakRef<InnerCluster>>();

  /** @throws {TypeError} If kafkajs is not the version that this was written for. */
  constructor(kafka: Kafka) {
    const symbol = Object.getOwnPropertySymbols(kafka).find(({ description }) =>
      description === CREATE_CLUSTER
    );
    if (!symbol) throw new TypeError(`Cannot use this version of kafkajs: no ${CREATE_CLUSTER}`);
    const inner = kafka as unknown as Record<symbol, (options: unknown) => InnerCluster>;
    const create = inner[symbol]!;
    inner[symbol] = (options) => {
      const cluster = create(options);
      for (const topic of this.#topics) cluster.targetTopics.add(topic);
      this.#living(); // drops what is gone
      this.#clusters.add(new WeakRef(cluster));
      return cluster;
    };
  }

  /**
   * Has kafkajs ask for a topic's metadata, as for that of others it was called with, and no longer
   * for all topics there are. Until kafkajs works with a topic it asks for all, and takes any
   * partition without a leader, anybody's, for a failure (`src/cluster/index.js`,
   * `src/protocol/requests/metadata/v0/response.js`): an idempotent producer would not get its id, an
   * admin client would change nothing.
   */
  focusOn(topic: string): void {
    this.#topics.add(topic);
    for (const { targetTopics } of this.#living()) targetTopics.add(topic);
  }

  /** `host:port` of the brokers that the clients take for the partition's leader. */
  leadersOf(topic: string, partition: number): string[] {
    return this.#living().flatMap(({ brokerPool: { metadata } }) => {
      const found = metadata?.topicMetadata.find((known) => known.topic === topic);
      const leader = found?.partitionMetadata.find(({ partitionId }) => partitionId === partition);
      const broker = metadata?.brokers.find(({ nodeId }) => nodeId === leader?.leader);
      return broker ? [`${broker.host}:${broker.port}`] : [];
    });
  }

  #living(): InnerCluster[] {
    return [...this.#clusters].flatMap((reference) => {
      const cluster = reference.deref();
      if (!cluster) this.#clusters.delete(reference);
      return cluster ? [cluster] : [];
    });
  }
}
