import type { Buffer } from "node:buffer";
import { FakeNode } from "./fake_node.ts";
import { FakePartition } from "./fake_partition.ts";
import { type ProducedBatch, readBatch, Reader, Writer } from "./wire.ts";

/** What a broker does with a produce request. */
export interface ProduceBehaviour {
  /** Whether the batch gets into the log. */
  readonly store: boolean;
  /** An error code of Kafka's protocol, or a fault instead of an answer. */
  readonly answer: number | "drop" | "silence";
}

/** A produce request as it arrived. */
export interface ProduceRequest {
  readonly node: number;
  readonly acks: number;
  readonly partition: number;
  readonly batch: ProducedBatch;
}

const API = { produce: 0, metadata: 3, apiVersions: 18, initProducerId: 22 } as const;
const VERSIONS = [[API.produce, 3], [API.metadata, 4], [API.apiVersions, 2], [
  API.initProducerId,
  0,
]] as const;
const LEADER_NOT_AVAILABLE = 5;
const NOT_LEADER = 6;

/**
 * A cluster of brokers in this process that speak as much of Kafka's protocol as kafkajs' producer
 * needs, keep sequences as a real broker does, and misbehave on demand. It proves what is done about
 * kafkajs; that it works with Kafka is for the tests on real Kafka to prove.
 * Source: https://kafka.apache.org/protocol
 */
export class FakeKafka {
  readonly topic = "ticks";
  readonly partitions: FakePartition[] = [];
  /** All produce requests so far, those without an answer too. */
  readonly requests: ProduceRequest[] = [];
  /** Whether any metadata request allowed the topic to be made. */
  autoCreationAllowed = false;
  /** Another topic, whose only partition has no leader; only who asks for all topics hears of it. */
  leaderless: string | undefined;
  /** Node that answers as the controller. */
  controller = 1;
  /** Decides on each produce request. */
  behave: (request: ProduceRequest) => ProduceBehaviour = () => ({ store: true, answer: 0 });
  readonly #nodes = new Map<number, FakeNode>();
  #producerId = 100n;

  /** Starts nodes 1 to `nodes`; partition leaders take turns. */
  static async start(nodes: number, partitions: number): Promise<FakeKafka> {
    const kafka = new FakeKafka();
    for (let id = 1; id <= nodes; id++) {
      const node = new FakeNode((request, socket) => kafka.#handle(id, request, socket));
      await node.start();
      kafka.#nodes.set(id, node);
    }
    for (let id = 0; id < partitions; id++) {
      kafka.addPartition(1 + id % nodes);
    }
    return kafka;
  }

  /** Addresses of all nodes. */
  get brokers(): string[] {
    return [...this.#nodes.values()].map(({ port }) => `127.0.0.1:${port}`);
  }

  /** Addresses a node by its id. */
  node(id: number): FakeNode {
    return this.#nodes.get(id)!;
  }

  /** Adds a partition with this leader. */
  addPartition(leader: number): void {
    this.partitions.push(new FakePartition(leader));
  }

  /** Stops all nodes. */
  async close(): Promise<void> {
    for (const node of this.#nodes.values()) await node.stop();
  }

  #handle(id: number, request: Buffer, answer: (body: Buffer | undefined) => void): void {
    const reader = new Reader(request);
    const api = reader.int16();
    reader.int16();
    const head = new Writer().int32(reader.int32());
    reader.string();
    if (api === API.produce) return this.#produce(id, reader, head, answer);
    if (api === API.apiVersions) {
      head.int16(0).array(VERSIONS, ([key, version]) => head.int16(key).int16(0).int16(version));
      head.int32(0);
    } else if (api === API.metadata) this.#metadata(reader, head);
    else if (api === API.initProducerId) {
      head.int32(0).int16(0).int64(this.#producerId++).int16(0);
    } else throw new Error(`No answer to API ${api}`);
    answer(head.buffer);
  }

  #metadata(reader: Reader, out: Writer): void {
    const asked: (string | null)[] = [];
    reader.array(() => asked.push(reader.string()));
    const foreign = this.leaderless !== undefined && asked.length === 0 ? [this.leaderless] : [];
    if (reader.int8() !== 0) this.autoCreationAllowed = true;
    const nodes = [...this.#nodes].filter(([, { listed }]) => listed);
    out.int32(0);
    out.array(
      nodes,
      ([id, { port }]) => out.int32(id).string("127.0.0.1").int32(port).string(null),
    );
    out.string("fake").int32(this.controller);
    out.array([this.topic, ...foreign], (topic) => {
      out.int16(0).string(topic).int8(0);
      if (topic !== this.topic) return writeLeaderless(out);
      out.array([...this.partitions.entries()], ([partition, { leader }]) => {
        out.int16(0).int32(partition).int32(leader);
        out.array([leader], (replica) => out.int32(replica));
        out.array([leader], (replica) => out.int32(replica));
      });
    });
  }

  #produce(
    node: number,
    reader: Reader,
    out: Writer,
    answer: (body: Buffer | undefined) => void,
  ): void {
    reader.string();
    const acks = reader.int16();
    reader.int32();
    const answers: { topic: string; partition: number; code: number; offset: bigint }[] = [];
    reader.array(() => {
      const topic = reader.string() ?? "";
      reader.array(() => {
        const partition = reader.int32();
        const batch = readBatch(reader.bytes());
        const request = { node, acks, partition, batch };
        this.requests.push(request);
        const { leader } = this.partitions[partition]!;
        const wanted = leader === node
          ? this.behave(request)
          : { store: false, answer: NOT_LEADER };
        const stored = wanted.store ? this.partitions[partition]!.append(batch) : undefined;
        if (wanted.answer === "drop") answer(undefined);
        if (typeof wanted.answer !== "number") return;
        const code = wanted.answer || (stored?.code ?? 0);
        answers.push({ topic, partition, code, offset: stored?.offset ?? -1n });
      });
    });
    if (answers.length === 0) return;
    out.array(answers, ({ topic, partition, code, offset }) => {
      out.string(topic).int32(1).int32(partition).int16(code).int64(offset).int64(-1n);
    });
    answer(out.int32(0).buffer);
  }
}

function writeLeaderless(out: Writer): void {
  out.array([0], (partition) => {
    out.int16(LEADER_NOT_AVAILABLE).int32(partition).int32(-1);
    out.array([1], (replica) => out.int32(replica));
    out.array<number>([], (replica) => out.int32(replica));
  });
}
