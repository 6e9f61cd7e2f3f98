import type { Probe } from "@kafka-sim/common/http";
import type { GroupMember } from "./group_member.ts";
import type { Partitions } from "./partitions.ts";

/** Milliseconds without a sign of life to the group that count as ill. */
const PATIENCE_MS = 120_000;

/**
 * Whether the consumer makes progress: ill when the group has not heard of it for two minutes. A
 * partition without a leader, or dead letters that cannot be written, are the cluster's illness.
 */
export function checkHealth(
  member: Pick<GroupMember, "lastSign"> | undefined,
  { now, waiting }: { readonly now: number; readonly waiting: number },
): Probe {
  const silence = Math.max(0, now - (member?.lastSign ?? now));
  return {
    ok: silence <= PATIENCE_MS,
    detail: { seconds_since_heartbeat: silence / 1_000, dead_letters_waiting: waiting },
  };
}

/** Whether it is in the group; of many members some have no partition, and are ready to take over. */
export function checkReadiness(
  member: Pick<GroupMember, "isJoined"> | undefined,
  { assigned }: Pick<Partitions, "assigned">,
): Probe {
  const isJoined = member?.isJoined ?? false;
  return { ok: isJoined, detail: { partitions: isJoined ? assigned : [] } };
}
