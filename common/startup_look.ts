import { askCluster } from "./cluster_query.ts";
import { diagnose } from "./diagnose.ts";
import { ProgramError } from "./errors.ts";
import type { ClusterMetadata, TopicMetadata } from "./metadata.ts";
import { requireNet } from "./permissions.ts";
import type { ConnectionSettings } from "./shared_settings.ts";
import {
  advertisedUnusable,
  noBroker,
  notReady,
  type Obstacle,
  otherCluster,
  tooFewBrokers,
  topicMissing,
} from "./startup_errors.ts";

/** A cluster that is there and serves. */
export interface ConnectedCluster {
  readonly clusterId: string;
  /** `host:port` as the brokers advertise themselves. */
  readonly brokers: readonly string[];
  /** Of the topic; 0 if none was asked for. */
  readonly partitions: number;
}

/** What to look for. */
export interface Wanted {
  /** Must exist. */
  readonly topic?: string;
  /** Must exist too. */
  readonly otherTopics?: readonly string[];
  /** How many brokers must be alive. */
  readonly leastBrokers?: number;
}

const ANSWER_MS = 2_000;
/** Brokers that are asked about the cluster, should the first ones not answer. */
const MOST_ASKED = 3;
const UNKNOWN_TOPIC = 3;
/** https://kafka.apache.org/protocol#protocol_error_codes */
const TOPIC_ERRORS: Readonly<Record<number, string>> = {
  5: "has no leader yet",
  29: "may not be seen by this client",
};

/**
 * Looks once whether the cluster serves and has the topics, and if not, why.
 *
 * @throws {ProgramError} `net_permission_missing`, for an address that the brokers advertise.
 */
export async function lookAtCluster(
  connection: ConnectionSettings,
  wanted: Wanted,
): Promise<ConnectedCluster | Obstacle> {
  const options = { tls: connection.tls, timeout: ANSWER_MS };
  const diagnoses = await Promise.all(
    connection.brokers.map((address) => diagnose(address, options)),
  );
  const ready = diagnoses.filter(({ condition }) => condition === "ready");
  if (ready.length === 0) return noBroker(diagnoses);
  const { topic, otherTopics = [] } = wanted;
  const topics = topic === undefined ? otherTopics : [topic, ...otherTopics];
  const addresses = ready.map(({ address }) => address);
  try {
    const metadata = await askCluster(addresses.slice(0, MOST_ASKED), topics, options);
    const obstacle = await findObstacle(metadata, connection, { wanted, ready: addresses });
    if (obstacle) return obstacle;
    const { clusterId = "", brokers } = metadata;
    const found = metadata.topics.find(({ name }) => name === topic);
    return { clusterId, brokers, partitions: found?.partitions.length ?? 0 };
  } catch (error) {
    if (error instanceof ProgramError) throw error;
    return notReady(error);
  }
}

async function findObstacle(
  { clusterId = "", brokers, topics }: ClusterMetadata,
  connection: ConnectionSettings,
  { wanted, ready }: { readonly wanted: Wanted; readonly ready: readonly string[] },
): Promise<Obstacle | undefined> {
  if (connection.clusterId !== undefined && connection.clusterId !== clusterId) {
    return otherCluster(connection.clusterId, clusterId);
  }
  if (brokers.length === 0) return notReady(new Error("no broker has joined it yet"));
  await requireNet(brokers);
  const { leastBrokers = 1 } = wanted;
  if (brokers.length < leastBrokers) return tooFewBrokers(leastBrokers, brokers);
  return await findUnusable(brokers, connection, ready) ??
    topics.map((topic) => checkTopic(topic, connection)).find((obstacle) => obstacle);
}

/** Clients go on with the addresses that brokers advertise: one of them at least must be usable. */
async function findUnusable(
  brokers: readonly string[],
  connection: ConnectionSettings,
  ready: readonly string[],
): Promise<Obstacle | undefined> {
  if (brokers.some((address) => ready.includes(address))) return undefined;
  const options = { tls: connection.tls, timeout: ANSWER_MS };
  const diagnoses = await Promise.all(brokers.map((address) => diagnose(address, options)));
  const isUsable = diagnoses.some(({ condition }) => condition === "ready");
  return isUsable ? undefined : advertisedUnusable(diagnoses);
}

function checkTopic(
  { name, errorCode }: TopicMetadata,
  connection: ConnectionSettings,
): Obstacle | undefined {
  if (errorCode === 0) return undefined;
  if (errorCode === UNKNOWN_TOPIC) return topicMissing(name, connection);
  const state = TOPIC_ERRORS[errorCode] ?? `is answered with error code ${errorCode}`;
  return notReady(new Error(`topic "${name}" ${state}`));
}
