import type { Buffer } from "node:buffer";

/** A record ready to be handed to an engine. */
export interface EncodedRecord {
  readonly key: string;
  readonly value: Buffer;
  /** Counts from 0 per process start and partition. */
  readonly sequence: number;
  /** When the tick was due, in milliseconds since 1970: the record's timestamp. */
  readonly due: number;
}

/**
 * Records that are sent together, again and again if need be, and never with any other: the broker
 * knows a resent batch by its producer id, first and last sequence.
 */
export interface SealedBatch {
  readonly partition: number;
  /** Of the first record; the others follow without a gap. */
  readonly firstSequence: number;
  /** One at least. */
  readonly records: readonly EncodedRecord[];
}

/**
 * What became of one attempt to send a batch.
 * - `acknowledged`: in the log, at `baseOffset` and what follows it, where the broker says so.
 * - `retriable`: in the log or not; the same batch may be sent again to the same engine.
 * - `fatal`: in the log or not; this engine must not be used any more.
 */
export type SendOutcome =
  | { readonly kind: "acknowledged"; readonly baseOffset: bigint | undefined }
  | { readonly kind: "retriable"; readonly error: unknown }
  | { readonly kind: "fatal"; readonly error: unknown };

/**
 * Sends to one partition under one producer id, one batch at a time. The batch that follows an
 * unacknowledged one must go to another engine: see `kafkajs_engine.ts`.
 */
export interface Engine {
  /** How many records fit under this producer id; a lane replaces the engine before. */
  readonly capacity: number;
  /** Never rejects. */
  send(batch: SealedBatch): Promise<SendOutcome>;
  /** Sends nothing any more from the moment of the call. Resolves soon; never rejects. */
  close(): Promise<void>;
}

/** Makes an engine with a producer id that no other has. Rejects if the cluster is not reached. */
export type EngineFactory = (partition: number) => Promise<Engine>;
