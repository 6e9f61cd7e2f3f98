/** Header of a tick: who sent it, unique per process start. */
export const SENDER = "sender";
/** Header of a tick: its number, decimal, counting from 0 per sender and partition. */
export const SEQUENCE = "sequence";

/** Headers that a dead letter gets on top of its own. */
export const DEAD_LETTER = {
  /** Why the record could not be used: a reason of `TickError`. */
  reason: "dlq_reason",
  /** The same for people. */
  detail: "dlq_detail",
  topic: "dlq_topic",
  partition: "dlq_partition",
  offset: "dlq_offset",
  /** The record's own timestamp, milliseconds since 1970. */
  timestamp: "dlq_timestamp",
  /** Which of its headers had no value, names with commas between: kafkajs writes them empty. */
  nullHeaders: "dlq_null_headers",
} as const;
