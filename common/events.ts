/**
 * Every event a program may write, in one place: tools and tests rely on these names. A name is
 * never given a second meaning; a new meaning gets a new name.
 */
export const EVENT_NAMES = [
  // Any program
  "failed",
  "http_listening",
  "setting_refused",
  "shutdown_complete",
  "shutdown_started",
  "startup_complete",
  "statistics",
  // Connection
  "broker_resumed",
  "broker_suspended",
  "cluster_connected",
  "cluster_waiting",
  "kafka_client",
  "leader_moved",
  "request_timed_out",
  "topic_missing",
  // Schema registry
  "compatibility_set",
  "registry_waiting",
  "schema_registered",
  "schemas_delayed",
  "schemas_resumed",
  // Producer
  "backpressure_ended",
  "backpressure_started",
  "delivery_retried",
  "partitions_added",
  "ticks_acknowledged",
  "ticks_given_up",
  // Consumer
  "consumer_crashed",
  "continuity_broken",
  "dead_letters_delayed",
  "dead_letters_resumed",
  "group_mixed",
  "group_unreached",
  "offsets_committed",
  "offsets_not_committed",
  "partitions_assigned",
  "partitions_revoked",
  "record_rejected",
  // Auditor
  "control_listening",
  "index_written",
  "mark_taken",
  "phase_changed",
  "topic_kept",
  "topic_removed",
  "verdict_reached",
  // Topics
  "topic_checked",
  // Local run
  "child_ended",
  "child_started",
] as const;

/** One of {@linkcode EVENT_NAMES}. */
export type EventName = typeof EVENT_NAMES[number];
