import { disconnectWithin } from "@kafka-sim/common/disconnect";
import { createClient, type KafkaClient } from "@kafka-sim/common/kafka";
import type { EventLog } from "@kafka-sim/common/log";
import type { ConnectionSettings } from "@kafka-sim/common/shared_settings";
import { connectCluster, type ConnectedCluster } from "@kafka-sim/common/startup";
import {
  ensureTopic,
  exactly,
  KafkajsTopicAdmin,
  planDeadLetters,
  planTicks,
  type TopicPlan,
} from "@kafka-sim/common/topics";
import type { Admin } from "kafkajs";

/** The topic that a run has for itself; another one beside it takes its dead letters. */
export interface DrillTopic {
  readonly topic: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly minInsyncReplicas: number;
}

/** Collaborators. */
export interface TopicDependencies {
  readonly log: EventLog;
  readonly signal: AbortSignal;
}

const DISCONNECT_MS = 1_000;
const DELETE_MS = 10_000;
const FOR_EVER = { "cleanup.policy": "delete", "retention.bytes": "-1" };

/** The topic of a run's dead letters. */
export function deadLettersOf(topic: string): string {
  return `${topic}_dlq`;
}

/** Plans both topics: nothing in them is ever removed by age or size. */
export function planDrill(options: DrillTopic): TopicPlan[] {
  const ticks = planTicks({ ...options, retention: -1, config: FOR_EVER });
  const dlq = deadLettersOf(options.topic);
  const deadLetters = planDeadLetters(dlq, { ...options, retention: -1 }, undefined);
  return [ticks, { ...deadLetters, partitions: exactly(1) }];
}

/**
 * Waits for the cluster and makes the topics. Resolves to the cluster's id.
 *
 * @throws {ProgramError} What `connectCluster` and `ensureTopic` throw.
 * @throws The signal's reason.
 */
export async function createDrillTopics(
  connection: ConnectionSettings,
  options: DrillTopic,
  deps: TopicDependencies,
): Promise<string> {
  const { signal } = deps;
  return await withAdmin(
    connection,
    options.replicationFactor,
    deps,
    async ({ admin, client, cluster }) => {
      const topics = new KafkajsTopicAdmin(admin, client, { ...connection, ...cluster });
      for (const plan of planDrill(options)) await ensureTopic(topics, plan, { signal });
      return cluster.clusterId;
    },
  );
}

/** Removes both topics with all that is in them. Rejects with kafkajs' error. */
export async function removeDrillTopics(
  connection: ConnectionSettings,
  topic: string,
  deps: TopicDependencies,
): Promise<void> {
  await withAdmin(connection, 1, deps, async ({ admin }) => {
    await admin.deleteTopics({ topics: [topic, deadLettersOf(topic)], timeout: DELETE_MS });
  });
}

interface OpenAdmin {
  readonly admin: Admin;
  readonly client: KafkaClient;
  readonly cluster: ConnectedCluster;
}

async function withAdmin<T>(
  connection: ConnectionSettings,
  leastBrokers: number,
  { log, signal }: TopicDependencies,
  work: (open: OpenAdmin) => Promise<T>,
): Promise<T> {
  await using closing = new AsyncDisposableStack();
  const client = createClient(connection, { clientId: "kafka-sim-auditor", log });
  closing.defer(() => client.close());
  const cluster = await connectCluster(client, connection, { log, signal, leastBrokers });
  const admin = client.kafka.admin();
  client.watch(admin);
  closing.defer(() => disconnectWithin(admin, DISCONNECT_MS));
  await admin.connect();
  return await work({ admin, client, cluster });
}
