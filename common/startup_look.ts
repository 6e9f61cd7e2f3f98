import { askCluster, type ClusterAnswer } from "./cluster_query.ts";
import { diagnose } from "./diagnose.ts";
import { ProgramError } from "./errors.ts";
import type { KafkaClient } from "./kafka.ts";
import { requireNet } from "./permissions.ts";
import type { ConnectionSettings } from "./shared_settings.ts";
import {
  advertisedUnusable,
  noBroker,
  notReady,
  type Obstacle,
  otherCluster,
  topicMissing,
} from "./startup_errors.ts";
import { within } from "./wait.ts";

/** A cluster that is there and serves. */
export interface ConnectedCluster {
  readonly clusterId: string;
  /** `host:port` as the brokers advertise themselves. */
  readonly brokers: readonly string[];
  /** Of the topic; 0 if none was asked for. */
  readonly partitions: number;
}

/** What to look for. */
export interface LookOptions {
  readonly signal: AbortSignal;
  /** Milliseconds for the cluster's own answer, once a broker has answered. */
  readonly patience: number;
  readonly topic?: string;
  readonly otherTopics?: readonly string[];
}

const PROBE_MS = 2_000;

/**
 * Looks once whether the cluster serves and has the topics, and if not, why.
 *
 * @throws {ProgramError} `net_permission_missing`, for an address that the brokers advertise.
 * @throws The signal's reason.
 */
export async function lookAtCluster(
  client: KafkaClient,
  connection: ConnectionSettings,
  options: LookOptions,
): Promise<ConnectedCluster | Obstacle> {
  const { signal, topic, otherTopics = [] } = options;
  const probe = { tls: connection.tls, timeout: PROBE_MS };
  const probes = connection.brokers.map((address) => diagnose(address, probe));
  const late = new Error("No answer to a metadata request");
  const diagnoses = await within(Promise.all(probes), 3 * PROBE_MS, { late, signal });
  if (diagnoses.every(({ condition }) => condition !== "ready")) return noBroker(diagnoses);
  const wanted = topic === undefined ? otherTopics : [topic, ...otherTopics];
  const patience = Math.max(options.patience, PROBE_MS);
  try {
    const answer = await within(askCluster(client, wanted), patience, { late, signal });
    await requireNet(answer.brokers);
    return check(answer, connection, { topic, wanted });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProgramError) throw error;
    return await explainFailure(error, connection);
  }
}

function check(
  { clusterId, brokers, partitions }: ClusterAnswer,
  connection: ConnectionSettings,
  { topic, wanted }: { readonly topic: string | undefined; readonly wanted: readonly string[] },
): ConnectedCluster | Obstacle {
  if (connection.clusterId !== undefined && connection.clusterId !== clusterId) {
    return otherCluster(connection.clusterId, clusterId);
  }
  const missing = wanted.find((name) => !partitions.has(name));
  if (missing !== undefined) return topicMissing(missing, connection);
  const count = topic === undefined ? 0 : partitions.get(topic) ?? 0;
  return { clusterId, brokers, partitions: count };
}

async function explainFailure(error: unknown, connection: ConnectionSettings): Promise<Obstacle> {
  const address = failedAddress(error);
  if (address === undefined || connection.brokers.includes(address)) return notReady(error);
  await requireNet([address]);
  const diagnosis = await diagnose(address, { tls: connection.tls, timeout: PROBE_MS });
  return diagnosis.condition === "ready" ? notReady(error) : advertisedUnusable(diagnosis, error);
}

/** The broker that kafkajs could not connect to: it names it in an error's cause. */
function failedAddress(error: unknown): string | undefined {
  for (let link = error; link instanceof Error; link = link.cause) {
    const { broker } = link as Error & { broker?: unknown };
    if (typeof broker === "string") return broker;
  }
  return undefined;
}
