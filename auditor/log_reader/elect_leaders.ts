import type { Api } from "./api.ts";

/** Partitions that shall be led by the first of their replicas. */
export interface ElectionQuestion {
  readonly topic: string;
  readonly partitions: readonly number[];
  /** Milliseconds that the controller may take. */
  readonly timeout: number;
}

/** What became of it: an error code for each partition, and one for all. */
export interface ElectionAnswer {
  readonly errorCode: number;
  readonly partitions: ReadonlyMap<number, number>;
}

const PREFERRED = 0;

/** Asks for the preferred leaders, those named first among the replicas. */
export const electLeaders: Api<ElectionQuestion, ElectionAnswer> = {
  name: "ElectLeaders",
  key: 43,
  version: 1,
  encode: (writer, { topic, partitions, timeout }) => {
    writer.int8(PREFERRED).array([topic], (name) => {
      writer.string(name).array(partitions, (partition) => writer.int32(partition));
    });
    writer.int32(timeout);
  },
  decode: (reader) => {
    reader.int32(); // throttle time
    const errorCode = reader.int16();
    const results = reader.array(() => {
      reader.string();
      return reader.array(() => {
        const partition = reader.int32();
        const partitionError = reader.int16();
        reader.nullableString(); // message
        return [partition, partitionError] as const;
      });
    });
    return { errorCode, partitions: new Map(results.flat()) };
  },
};
