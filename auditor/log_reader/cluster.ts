import type { Api } from "./api.ts";
import { Connection, type Dial, dialer } from "./connection.ts";
import { electLeaders } from "./elect_leaders.ts";
import { BrokerError, ERROR, LogReaderError } from "./errors.ts";
import { findCoordinator } from "./find_coordinator.ts";
import { type ClusterMetadata, metadata } from "./metadata.ts";
import { offsetFetch } from "./offset_fetch.ts";

/** Options of {@linkcode Cluster}. */
export interface ClusterOptions {
  /** `host:port` each, to ask first. */
  readonly brokers: readonly string[];
  /** @default {false} */
  readonly tls?: boolean;
  /** Refuse any other cluster. */
  readonly clusterId?: string | undefined;
  /** Milliseconds for each request. @default {15_000} */
  readonly requestTimeout?: number;
  /** Milliseconds to go on without success, as while a leader is elected. @default {60_000} */
  readonly patience?: number;
  /** Milliseconds between two tries. @default {250} */
  readonly backOff?: number;
  /** Ends every wait. */
  readonly signal?: AbortSignal;
  /** @default {Deno.connect} or, with TLS, Deno.connectTls. */
  readonly dial?: Dial;
}

/** A partition's leader, as last heard of. */
export interface Leader {
  readonly node: number;
  readonly epoch: number;
  readonly address: string;
}

/** A replica of a partition that can be read from. */
export interface Copy extends Leader {
  /** Otherwise it follows, and gives what the leader has told it that all in sync have. */
  readonly leads: boolean;
}

/** Finds brokers and leaders and asks them, again and again while that can help. */
export class Cluster {
  readonly #options: ClusterOptions;
  readonly #dial: Dial;
  readonly #connections = new Map<string, Connection>();
  #known: readonly string[];
  #topics = new Map<string, ClusterMetadata>();

  constructor(options: ClusterOptions) {
    this.#options = options;
    this.#dial = options.dial ?? dialer(options.tls ?? false);
    this.#known = options.brokers;
  }

  /**
   * Asks who holds the topic.
   *
   * @throws {LogReaderError} `topic_missing`, `wrong_cluster`, or what kept every broker silent.
   */
  async topic(topic: string): Promise<ClusterMetadata> {
    return await this.persist(() => this.#refresh(topic));
  }

  /**
   * Asks a partition's leader, and the next leader when it has changed.
   *
   * @param ask What to ask, given the leader; a thrown {@linkcode BrokerError} that is retriable
   * makes it be asked again.
   */
  async toLeader<T>(
    topic: string,
    partition: number,
    ask: (leader: Leader, connection: Connection) => Promise<T>,
  ): Promise<T> {
    return await this.toCopy({ topic, partition }, ask);
  }

  /**
   * Asks a replica in sync that is not on the node `avoid`, if there is one, else the leader. Followers
   * answer those who fetch as the leader does, since Apache Kafka 2.4 (KIP-392).
   *
   * @param ask As of {@linkcode Cluster.toLeader}.
   */
  async toCopy<T>(
    { topic, partition, avoid }: {
      readonly topic: string;
      readonly partition: number;
      readonly avoid?: number | undefined;
    },
    ask: (copy: Copy, connection: Connection) => Promise<T>,
  ): Promise<T> {
    return await this.persist(async () => {
      const copy = await this.#copy(topic, partition, avoid);
      try {
        return await ask(copy, await this.#connection(copy.address));
      } catch (error) {
        this.#topics.delete(topic);
        throw error;
      }
    });
  }

  /** What a group has committed, by partition; partitions without a committed offset are absent. */
  async committed(
    group: string,
    topic: string,
    partitions: readonly number[],
  ): Promise<ReadonlyMap<number, number>> {
    return await this.persist(async () => {
      const found = await this.#askAny(findCoordinator, { group });
      if (found.errorCode !== 0) {
        throw new BrokerError(found.errorCode, `find group "${group}"`);
      }
      const connection = await this.#connection(found.address);
      const answer = await connection.request(offsetFetch, {
        group,
        topic,
        partitions,
      });
      if (answer.errorCode !== 0) {
        throw new BrokerError(answer.errorCode, `ask group "${group}"`);
      }
      return new Map([...answer.committed].filter(([, offset]) => offset >= 0));
    });
  }

  /**
   * Asks once that each partition be led by the first of its replicas. It may take effect later, or
   * not, as where that replica is not in sync: look at the metadata.
   */
  async electPreferred(topic: string, partitions: readonly number[]): Promise<void> {
    const { requestTimeout = 15_000 } = this.#options;
    const question = { topic, partitions, timeout: requestTimeout / 2 };
    // With ZooKeeper only the controller takes it; KRaft's brokers pass it on.
    for (const address of this.#known) {
      try {
        const connection = await this.#connection(address);
        const { errorCode } = await connection.request(electLeaders, question);
        if (errorCode !== ERROR.notController) return;
      } catch (error) {
        if (!isRetriable(error)) throw error;
      }
    }
  }

  /** Closes every connection. */
  close(): void {
    for (const connection of this.#connections.values()) connection.close();
    this.#connections.clear();
  }

  /** Tries until it succeeds, cannot be helped by trying again, or the patience is over. */
  async persist<T>(attempt: () => Promise<T>): Promise<T> {
    const { patience = 60_000, backOff = 250, signal } = this.#options;
    const end = performance.now() + patience;
    while (true) {
      signal?.throwIfAborted();
      try {
        return await attempt();
      } catch (error) {
        if (!isRetriable(error) || performance.now() + backOff > end) {
          throw error;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, backOff));
    }
  }

  async #refresh(topic: string): Promise<ClusterMetadata> {
    const { clusterId } = this.#options;
    const found = await this.#askAny(metadata, { topic });
    if (clusterId && found.clusterId !== clusterId) {
      throw new LogReaderError(
        "wrong_cluster",
        `Cannot read from another cluster than "${clusterId}": this one is "${found.clusterId}"`,
      );
    }
    if (found.topicError === ERROR.unknownTopicOrPartition) {
      throw new LogReaderError("topic_missing", `Cannot find topic "${topic}"`);
    }
    if (found.topicError !== 0) {
      throw new BrokerError(found.topicError, `find topic "${topic}"`);
    }
    this.#known = [
      ...new Set([...found.brokers.values(), ...this.#options.brokers]),
    ];
    this.#topics.set(topic, found);
    return found;
  }

  async #copy(topic: string, partition: number, avoid: number | undefined): Promise<Copy> {
    const { brokers, partitions } = this.#topics.get(topic) ??
      await this.#refresh(topic);
    const state = partitions.find((entry) => entry.partition === partition);
    const address = brokers.get(state?.leader ?? -1);
    if (state && address) {
      const { leader, leaderEpoch: epoch, inSync } = state;
      const other = inSync.find((node) => node !== avoid && node !== leader && brokers.has(node));
      return leader === avoid && other !== undefined
        ? { node: other, epoch, address: brokers.get(other)!, leads: false }
        : { node: leader, epoch, address, leads: true };
    }
    this.#topics.delete(topic);
    throw new LogReaderError(
      "connection",
      `Partition ${partition} of "${topic}" has no leader`,
    );
  }

  /** The first broker that answers. */
  async #askAny<Q, A>(api: Api<Q, A>, question: Q): Promise<A> {
    let failure: unknown;
    for (const address of this.#known) {
      try {
        return await (await this.#connection(address)).request(api, question);
      } catch (error) {
        if (!isRetriable(error)) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  async #connection(address: string): Promise<Connection> {
    const open = this.#connections.get(address);
    if (open && !open.closed) return open;
    const { requestTimeout = 15_000 } = this.#options;
    const connection = await Connection.open(
      address,
      this.#dial,
      requestTimeout,
    );
    this.#connections.set(address, connection);
    return connection;
  }
}

function isRetriable(error: unknown): boolean {
  if (error instanceof BrokerError) return error.retriable;
  return error instanceof LogReaderError && error.code === "connection";
}
