import type { Diagnosis } from "./diagnose.ts";
import { ProgramError } from "./errors.ts";
import { type Explanation, EXPLANATIONS } from "./explanations.ts";
import type { ConnectionSettings } from "./shared_settings.ts";

/** Why there is no connection yet. */
export interface Obstacle {
  readonly error: ProgramError;
  /** Waiting does not help. */
  readonly hopeless: boolean;
}

/** No broker of the settings can be talked to. */
export function noBroker(diagnoses: readonly Diagnosis[]): Obstacle {
  const explained = diagnoses.map(explain);
  const order = Object.values(EXPLANATIONS);
  const nearest = order.find((one) => explained.some(({ why }) => why === one))!;
  const states = explained.map(({ text }) => text).join("; ");
  return {
    error: new ProgramError(nearest.code, `Cannot connect to Kafka: ${states}`, {
      remedy: nearest.remedy,
      exitCode: nearest.hopeless ? 2 : 1,
    }),
    // Where one address may still come up, the wrong port of another is no reason to stop.
    hopeless: explained.every(({ why }) => why.hopeless === true),
  };
}

/** The cluster answers, but sends clients to addresses that cannot be used from here. */
export function advertisedUnusable(diagnoses: readonly Diagnosis[]): Obstacle {
  const states = diagnoses.map((diagnosis) => explain(diagnosis).text).join("; ");
  const message = `Cannot use the cluster as its brokers advertise other addresses: ${states}`;
  return {
    error: new ProgramError("advertised_address_unusable", message, {
      remedy: "Set the brokers' advertised.listeners to addresses that this machine can reach",
    }),
    hopeless: false,
  };
}

/** A broker answers, but the cluster does not serve yet. */
export function notReady(cause: unknown): Obstacle {
  const state = cause instanceof Error ? cause.message : String(cause);
  return {
    error: new ProgramError("cluster_not_ready", `Cannot use the cluster yet: ${state}`, {
      remedy: "See the brokers' logs: is there a quorum of controllers, do they want a login",
      cause,
    }),
    hopeless: false,
  };
}

/** Fewer brokers are alive than a topic wants replicas. */
export function tooFewBrokers(wanted: number, brokers: readonly string[]): Obstacle {
  const alive = `${brokers.length} alive, ${brokers.join(", ")}`;
  const message = `Cannot keep ${wanted} replicas as there are too few brokers: ${alive}`;
  return {
    error: new ProgramError("brokers_too_few", message, {
      remedy: "Start the missing brokers, or lower --replication-factor",
    }),
    hopeless: false,
  };
}

/** It is another cluster than the settings demand. */
export function otherCluster(wanted: string, found: string): Obstacle {
  const message = `Cannot use this cluster as its id must be "${wanted}": current id is "${found}"`;
  return {
    error: new ProgramError("cluster_other", message, {
      remedy: "Correct --brokers (KAFKA_BROKERS) or --cluster-id (KAFKA_CLUSTER_ID)",
      exitCode: 2,
    }),
    hopeless: true,
  };
}

/** The topic is not there. */
export function topicMissing(topic: string, connection: ConnectionSettings): Obstacle {
  return {
    error: new ProgramError("topic_missing", `Cannot find topic "${topic}" in the cluster`, {
      remedy: `Create it: ${topicsCommand(topic, connection)}`,
    }),
    hopeless: false,
  };
}

/** The command that creates the topic, ready to be pasted. */
export function topicsCommand(topic: string, connection: ConnectionSettings): string {
  const brokers = connection.brokers.join(",");
  // The tool creates a topic together with its dead letter topic.
  const source = topic.replace(/_dlq$/, "");
  return [
    "deno task topics",
    ...brokers === "localhost:9092" ? [] : [`--brokers ${brokers}`],
    ...connection.tls ? ["--tls"] : [],
    ...source === "stock_ticks" ? [] : [`--topic ${source}`],
  ].join(" ");
}

function explain(
  { address, condition, detail }: Diagnosis,
): { readonly why: Explanation; readonly text: string } {
  const why = EXPLANATIONS[condition === "ready" ? "closed" : condition];
  return { why, text: `${address} ${why.state}${detail ? ` (${detail})` : ""}` };
}
