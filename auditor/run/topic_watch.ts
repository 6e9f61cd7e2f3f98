import { Connection, type Dial } from "../log_reader/connection.ts";
import { type ClusterMetadata, metadata, type PartitionMetadata } from "../log_reader/metadata.ts";

/** The topic as the brokers see it. */
export interface TopicView {
  readonly clusterId: string | null;
  readonly partitions: readonly PartitionMetadata[];
  /** Nodes that serve clients. */
  readonly nodes: readonly number[];
}

/** Options of {@linkcode TopicWatch}. */
export interface TopicWatchOptions {
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly dial: Dial;
  /** Told of every change, and of the first view. */
  readonly onChange: (view: TopicView, before: TopicView | undefined) => void;
  /** Milliseconds that a broker may take to answer. @default {1500} */
  readonly timeout?: number;
}

const TIMEOUT_MS = 1_500;
const NOTHING: TopicView = { clusterId: null, partitions: [], nodes: [] };

/**
 * Watches who leads the partitions and who is in sync. It asks every broker each time: one that was
 * paused or cut off answers with what it knew before.
 */
export class TopicWatch {
  readonly #options: TopicWatchOptions;
  readonly #connections = new Map<string, Connection>();
  #addresses: readonly string[];
  #view: TopicView = NOTHING;
  #inSyncSince: number | undefined;

  constructor(options: TopicWatchOptions) {
    this.#options = options;
    this.#addresses = options.brokers;
  }

  /** As last seen. */
  get view(): TopicView {
    return this.#view;
  }

  /** Since when all replicas are in sync, by `performance.now()`; undefined: they are not. */
  get inSyncSince(): number | undefined {
    return this.#inSyncSince;
  }

  /** Looks once. Without any answer the view stays. */
  async look(): Promise<void> {
    const answers = await Promise.all(this.#addresses.map((address) => this.#ask(address)));
    const heard = answers.flatMap((answer) => answer?.topicError === 0 ? [answer] : []);
    if (heard.length === 0) return;
    const known = heard.flatMap(({ brokers }) => [...brokers.values()]);
    this.#addresses = [...new Set([...this.#options.brokers, ...known])];
    const view = mergeViews(heard);
    const before = this.#view;
    this.#view = view;
    if (!view.partitions.every(isInSync)) this.#inSyncSince = undefined;
    else this.#inSyncSince ??= performance.now();
    const isFirst = before === NOTHING;
    if (isFirst || JSON.stringify(view) !== JSON.stringify(before)) {
      this.#options.onChange(view, isFirst ? undefined : before);
    }
  }

  close(): void {
    for (const connection of this.#connections.values()) connection.close();
  }

  async #ask(address: string): Promise<ClusterMetadata | undefined> {
    const { dial, topic, timeout = TIMEOUT_MS } = this.#options;
    try {
      const open = this.#connections.get(address);
      const connection = open && !open.closed
        ? open
        : await Connection.open(address, dial, timeout);
      this.#connections.set(address, connection);
      return await connection.request(metadata, { topic });
    } catch {
      return undefined;
    }
  }
}

/** Of each partition what most brokers say among those that know its latest leader. */
export function mergeViews(answers: readonly ClusterMetadata[]): TopicView {
  const numbers = new Set(answers.flatMap(({ partitions }) => partitions.map(numberOf)));
  return {
    clusterId: answers[0]!.clusterId,
    partitions: [...numbers].sort((a, b) => a - b).map((number) => {
      const all = answers.flatMap(({ partitions }) =>
        partitions.filter((state) => state.partition === number)
          .map((state) => ({ ...state, inSync: [...state.inSync].sort((a, b) => a - b) }))
      );
      const epoch = Math.max(...all.map(({ leaderEpoch }) => leaderEpoch));
      return mostFrequent(all.filter(({ leaderEpoch }) => leaderEpoch === epoch));
    }),
    nodes: mostFrequent(answers.map(({ brokers }) => [...brokers.keys()].sort((a, b) => a - b))),
  };
}

function mostFrequent<T>(items: readonly T[]): T {
  const counts = new Map<string, { readonly item: T; count: number }>();
  for (const item of items) {
    const known = counts.get(JSON.stringify(item)) ?? { item, count: 0 };
    known.count++;
    counts.set(JSON.stringify(item), known);
  }
  return [...counts.values()].reduce((a, b) => b.count > a.count ? b : a).item;
}

function numberOf({ partition }: PartitionMetadata): number {
  return partition;
}

function isInSync({ leader, inSync, replicas }: PartitionMetadata): boolean {
  return leader >= 0 && inSync.length === replicas.length;
}
