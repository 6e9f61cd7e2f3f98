import type { NewTopic, TopicAdmin, TopicConfig, TopicState } from "../topic_admin.ts";

interface FakeTopic {
  /** Replicas of each partition; the first one leads. */
  readonly replicas: number[][];
  own: Map<string, string>;
}

/** Topics in memory that behave as Kafka's do: `replaceConfigs` resets what it does not name. */
export class FakeTopicAdmin implements TopicAdmin {
  /** What the brokers' settings say. */
  readonly defaults = new Map([
    ["compression.type", "producer"],
    ["max.message.bytes", "1048588"],
    ["min.insync.replicas", "1"],
    ["retention.ms", "604800000"],
    ["segment.bytes", "1073741824"],
  ]);
  readonly topics = new Map<string, FakeTopic>();
  /** Calls that change something, in words. */
  readonly changes: string[] = [];
  /** Brokers that are down: what they lead has no leader. */
  readonly down = new Set<number>();
  /** How often the brokers still answer what was before the last change. */
  lag = 0;
  /** How often some broker does not see all yet. */
  lagOfOthers = 0;
  /** Thrown by the next call that changes something. */
  refusal: unknown;
  #old: ReadonlyMap<string, TopicState> = new Map();

  /** Puts a topic there, with as many replicas a partition as broker ids. */
  add(name: string, partitions: number, configs: Readonly<Record<string, string>> = {}): void {
    this.topics.set(name, {
      replicas: Array.from({ length: partitions }, (_, id) => [id % 3 + 1]),
      own: new Map(Object.entries(configs)),
    });
  }

  describe(topic: string): Promise<TopicState | undefined> {
    if (this.lag > 0) {
      this.lag--;
      return Promise.resolve(this.#old.get(topic));
    }
    return Promise.resolve(this.#state(topic));
  }

  isServed(topic: string, partitions: number): Promise<boolean> {
    if (this.lagOfOthers-- > 0) return Promise.resolve(false);
    return Promise.resolve(this.topics.get(topic)?.replicas.length === partitions);
  }

  async create({ name, partitions, replicationFactor, configs }: NewTopic): Promise<void> {
    await this.#change(`create ${name}`);
    if (this.topics.has(name)) return;
    this.add(name, partitions, configs);
    const all = [1, 2, 3];
    const place = (_: unknown, id: number) =>
      all.slice(id % 3).concat(all).slice(0, replicationFactor);
    this.topics.get(name)!.replicas.splice(0, partitions, ...Array.from(Array(partitions), place));
  }

  async grow(topic: string, partitions: number): Promise<void> {
    await this.#change(`grow ${topic} to ${partitions}`);
    const { replicas } = this.topics.get(topic)!;
    while (replicas.length < partitions) replicas.push([...replicas[0]!]);
  }

  async replaceConfigs(topic: string, configs: Readonly<Record<string, string>>): Promise<void> {
    await this.#change(`alter ${topic}`);
    this.topics.get(topic)!.own = new Map(Object.entries(configs));
  }

  #change(what: string): Promise<void> {
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal !== undefined) return Promise.reject(refusal);
    this.changes.push(what);
    this.#old = new Map([...this.topics.keys()].map((name) => [name, this.#state(name)!]));
    return Promise.resolve();
  }

  #state(name: string): TopicState | undefined {
    const topic = this.topics.get(name);
    if (!topic) return undefined;
    const partitions = topic.replicas.map((replicas, partition) => ({
      partition,
      leader: replicas.find((id) => !this.down.has(id)) ?? -1,
      replicas,
      inSync: replicas.filter((id) => !this.down.has(id)),
    }));
    const configs = new Map<string, TopicConfig>();
    for (const [name, value] of this.defaults) configs.set(name, { value, isOwn: false });
    for (const [name, value] of topic.own) configs.set(name, { value, isOwn: true });
    const isWhole = partitions.every(({ leader }) => leader >= 0);
    return { partitions, configs: isWhole ? configs : undefined };
  }
}
