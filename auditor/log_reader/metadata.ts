import type { Api } from "./api.ts";

/** A cluster and one of its topics, as one broker sees them. */
export interface ClusterMetadata {
  readonly clusterId: string | null;
  /** `host:port` by node id. */
  readonly brokers: ReadonlyMap<number, string>;
  readonly topicError: number;
  readonly partitions: readonly PartitionMetadata[];
}

/** Who holds a partition. */
export interface PartitionMetadata {
  readonly partition: number;
  readonly errorCode: number;
  /** Node id, -1 for none. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

/** Asks for one topic; never creates it. */
export const metadata: Api<{ readonly topic: string }, ClusterMetadata> = {
  name: "Metadata",
  key: 3,
  version: 7,
  encode: (writer, { topic }) => {
    writer.array([topic], (name) => writer.string(name)).int8(0);
  },
  decode: (reader) => {
    reader.int32(); // throttle time
    const brokers = new Map(reader.array(() => {
      const node = reader.int32();
      const host = reader.string();
      const address = `${host.includes(":") ? `[${host}]` : host}:${reader.int32()}`;
      reader.nullableString(); // rack
      return [node, address] as const;
    }));
    const clusterId = reader.nullableString();
    reader.int32(); // controller: any live broker under KRaft
    const topics = reader.array(() => {
      const errorCode = reader.int16();
      reader.string();
      reader.int8(); // internal
      const partitions = reader.array((): PartitionMetadata => {
        const state = {
          errorCode: reader.int16(),
          partition: reader.int32(),
          leader: reader.int32(),
          leaderEpoch: reader.int32(),
          replicas: reader.array(() => reader.int32()),
          inSync: reader.array(() => reader.int32()),
        };
        reader.array(() => reader.int32()); // offline replicas
        return state;
      });
      return { errorCode, partitions };
    });
    const { errorCode: topicError = 0, partitions = [] } = topics[0] ?? {};
    return { clusterId, brokers, topicError, partitions };
  },
};
