import type { ConsumerConfig } from "kafkajs";
import type { ConsumerSettings } from "./settings.ts";

/** The settings that a group member follows. */
export type GroupSettings = Pick<
  ConsumerSettings,
  "commitInterval" | "fetchSize" | "fetchWait" | "from" | "groupSession" | "heartbeat"
>;

/** Partitions that were added are found in this time at the latest, in milliseconds. */
const METADATA_MAX_AGE_MS = 30_000;
/**
 * Parts in one broker's answer. All of it is unpacked at once, so it decides on how much memory it
 * takes to catch up. kafkajs asks for the partitions in random order: each has its turn.
 */
const FETCH_PARTS = 8;

/** How kafkajs' consumers are set up: nothing that matters is left to its defaults. */
export function kafkajsConsumerConfig(group: string, settings: GroupSettings): ConsumerConfig {
  const { groupSession, heartbeat, fetchWait, fetchSize } = settings;
  return {
    groupId: group,
    sessionTimeout: groupSession,
    // After its coordinator died a member comes back as a new one, and all wait so long for the old.
    rebalanceTimeout: Math.max(groupSession / 2, 2 * (heartbeat + fetchWait)),
    heartbeatInterval: heartbeat,
    maxWaitTimeInMs: fetchWait,
    minBytes: 1,
    maxBytesPerPartition: fetchSize * 1_024,
    maxBytes: FETCH_PARTS * fetchSize * 1_024,
    metadataMaxAge: METADATA_MAX_AGE_MS,
    allowAutoTopicCreation: false,
  };
}
