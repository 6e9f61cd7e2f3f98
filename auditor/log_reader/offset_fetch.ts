import type { Api } from "./api.ts";

/** Asks what a group has committed in one topic. */
export interface CommittedQuestion {
  readonly group: string;
  readonly topic: string;
  readonly partitions: readonly number[];
}

/** Asks for a group's committed offsets, by partition; -1 where there is none. */
export const offsetFetch: Api<
  CommittedQuestion,
  {
    readonly errorCode: number;
    readonly committed: ReadonlyMap<number, number>;
  }
> = {
  name: "OffsetFetch",
  key: 9,
  version: 5,
  encode: (writer, { group, topic, partitions }) => {
    writer.string(group).array([topic], (name) => {
      writer.string(name).array(
        partitions,
        (partition) => writer.int32(partition),
      );
    });
  },
  decode: (reader) => {
    reader.int32(); // throttle time
    let partitionError = 0;
    const committed = new Map(
      reader.array(() => {
        reader.string();
        return reader.array(() => {
          const partition = reader.int32();
          const offset = reader.int64();
          reader.int32(); // leader epoch
          reader.nullableString(); // metadata
          partitionError ||= reader.int16();
          return [partition, offset] as const;
        });
      }).flat(),
    );
    return { errorCode: reader.int16() || partitionError, committed };
  },
};
