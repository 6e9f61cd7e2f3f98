import type { Message } from "kafkajs";

/**
 * What became of one attempt to write dead letters.
 * - `acknowledged`: they are in the log.
 * - `retriable`: in the log or not; the same letters may be written again by the same sender.
 * - `fatal`: in the log or not; this sender must not be used any more.
 */
export type WriteOutcome =
  | { readonly kind: "acknowledged" }
  | { readonly kind: "retriable" | "fatal"; readonly error: unknown };

/**
 * Writes to one partition of the dead letter topic under one producer id. After an attempt that was
 * not acknowledged the same letters have to be written, by it or by another sender: a batch of the
 * same size would be taken for a repetition of theirs, acknowledged and not stored.
 */
export interface LetterSender {
  /** One at a time. Never rejects. */
  write(messages: readonly Message[]): Promise<WriteOutcome>;
  /** Writes nothing any more from the moment of the call. Never rejects. */
  close(): Promise<void>;
}

/** Opens a sender with a producer id that no other has. Rejects if the cluster is not reached. */
export type OpenLetterSender = (partition: number) => Promise<LetterSender>;
