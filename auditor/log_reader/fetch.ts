import type { Api } from "./api.ts";

/** Asks for records of one partition. */
export interface FetchQuestion {
  readonly topic: string;
  readonly partition: number;
  readonly leaderEpoch: number;
  readonly offset: number;
  readonly isolation: number;
  /** Bytes at most, but always one whole batch. */
  readonly maxBytes: number;
  /** Milliseconds that a broker with nothing to give may wait. */
  readonly maxWait: number;
}

/** A transaction that was aborted. */
export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
}

/** Records of one partition. */
export interface FetchAnswer {
  readonly errorCode: number;
  readonly highWatermark: number;
  readonly logStart: number;
  /** Only where committed records were asked for. */
  readonly aborted: readonly AbortedTransaction[];
  /** Batches as they lie on the broker's disk; the last may be cut. */
  readonly batches: Uint8Array;
}

const NOTHING = new Uint8Array(0);

/** Asks for records, without a fetch session and from the leader only. */
export const fetchRecords: Api<FetchQuestion, FetchAnswer> = {
  name: "Fetch",
  key: 1,
  version: 11,
  encode: (writer, question) => {
    writer.int32(-1).int32(question.maxWait).int32(1).int32(question.maxBytes)
      .int8(question.isolation).int32(0).int32(-1);
    writer.array([question.topic], (topic) => {
      writer.string(topic).array([question.partition], (partition) => {
        writer.int32(partition).int32(question.leaderEpoch).int64(
          question.offset,
        ).int64(-1)
          .int32(question.maxBytes);
      });
    });
    writer.int32(0).string("");
  },
  decode: (reader) => {
    reader.int32(); // throttle time
    const errorCode = reader.int16();
    reader.int32(); // session
    const answers = reader.array(() => {
      reader.string();
      return reader.array((): FetchAnswer => {
        reader.int32();
        const partitionError = reader.int16();
        const highWatermark = reader.int64();
        reader.int64(); // last stable offset
        const logStart = reader.int64();
        const aborted = reader.array(() => ({
          producerId: reader.int64(),
          firstOffset: reader.int64(),
        }));
        reader.int32(); // preferred replica
        const batches = reader.bytes(Math.max(0, reader.int32()));
        return {
          errorCode: partitionError,
          highWatermark,
          logStart,
          aborted,
          batches,
        };
      });
    }).flat();
    const answer = answers[0];
    if (errorCode === 0 && answer) return answer;
    const failed = errorCode || -1;
    return {
      errorCode: failed,
      highWatermark: -1,
      logStart: -1,
      aborted: [],
      batches: NOTHING,
    };
  },
};
