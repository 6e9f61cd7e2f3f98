import type { KafkaClient } from "./kafka.ts";
import type { EventLog } from "./log.ts";
import { requireNet } from "./permissions.ts";
import type { ConnectionSettings } from "./shared_settings.ts";
import { type ConnectedCluster, lookAtCluster } from "./startup_look.ts";
import { wait } from "./wait.ts";

export type { ConnectedCluster } from "./startup_look.ts";

/** Collaborators and wishes of {@linkcode connectCluster}. */
export interface StartupOptions {
  readonly log: EventLog;
  readonly signal: AbortSignal;
  /** Must exist. */
  readonly topic?: string;
  /** Must exist too. */
  readonly otherTopics?: readonly string[];
}

const LOOK_EVERY_MS = 250;
const SAY_EVERY_MS = 2_000;
/** Whoever starts the programs may create the topics at the same time. */
const TOPIC_PATIENCE_MS = 10_000;

/**
 * Waits until the cluster serves and has the topics, and says every two seconds what it waits for.
 * A missing topic is waited for ten seconds at most.
 *
 * @throws {ProgramError} After the startup timeout, and at once where waiting does not help. Codes:
 * `broker_unresolvable`, `broker_refused`, `broker_unreachable`, `broker_silent`, `broker_closed`,
 * `broker_not_kafka`, `tls_on_plain_port`, `plain_on_tls_port`, `certificate_refused`,
 * `tls_refused`, `advertised_address_unusable`, `cluster_not_ready`, `cluster_other`, `topic_missing`,
 * `net_permission_missing`.
 * @throws The signal's reason.
 */
export async function connectCluster(
  client: KafkaClient,
  connection: ConnectionSettings,
  options: StartupOptions,
): Promise<ConnectedCluster> {
  const { log, signal } = options;
  await requireNet(connection.brokers);
  const started = performance.now();
  let deadline = started + connection.startupTimeout;
  let said = -Infinity;
  let isTopicMissing = false;
  for (;;) {
    const patience = deadline - performance.now();
    const found = await lookAtCluster(client, connection, { ...options, patience });
    const now = performance.now();
    const waited = Math.round(now - started) / 1_000;
    if ("clusterId" in found) {
      const { clusterId, brokers, partitions } = found;
      log.info("cluster_connected", { clusterId, brokers, partitions, waited });
      return found;
    }
    const { error, hopeless } = found;
    if (error.code === "topic_missing" && !isTopicMissing) {
      isTopicMissing = true;
      deadline = Math.min(deadline, now + TOPIC_PATIENCE_MS);
      log.warn("topic_missing", { problem: error.message, remedy: error.remedy });
    }
    if (hopeless || now >= deadline) throw error;
    if (now - said >= SAY_EVERY_MS) {
      log.info("cluster_waiting", { waited, problem: error.message, remedy: error.remedy });
      said = now;
    }
    await wait(Math.min(LOOK_EVERY_MS, deadline - now), signal);
  }
}
