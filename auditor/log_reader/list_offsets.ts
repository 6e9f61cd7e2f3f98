import type { Api } from "./api.ts";

/** Which records a request may see. */
export const ISOLATION = { uncommitted: 0, committed: 1 } as const;

/** Asks for the ends of one partition's log. */
export interface OffsetQuestion {
  readonly topic: string;
  readonly partition: number;
  readonly leaderEpoch: number;
  /** `committed` gives the last stable offset instead of the high watermark. */
  readonly isolation: number;
  readonly position: "earliest" | "latest";
}

/** An offset of one partition's log. */
export interface OffsetAnswer {
  readonly errorCode: number;
  readonly offset: number;
}

/** Asks where a log starts or ends. */
export const listOffsets: Api<OffsetQuestion, OffsetAnswer> = {
  name: "ListOffsets",
  key: 2,
  version: 4,
  encode: (writer, question) => {
    writer.int32(-1).int8(question.isolation).array(
      [question.topic],
      (topic) => {
        writer.string(topic).array([question.partition], (partition) => {
          writer.int32(partition).int32(question.leaderEpoch)
            .int64(question.position === "earliest" ? -2 : -1);
        });
      },
    );
  },
  decode: (reader) => {
    reader.int32(); // throttle time
    const answers = reader.array(() => {
      reader.string();
      return reader.array(() => {
        reader.int32();
        const errorCode = reader.int16();
        reader.int64(); // timestamp
        const offset = reader.int64();
        reader.int32(); // leader epoch of the record at the offset
        return { errorCode, offset };
      });
    }).flat();
    return answers[0] ?? { errorCode: -1, offset: -1 };
  },
};
