import type { Condition, Diagnosis } from "./diagnose.ts";
import { ProgramError } from "./errors.ts";
import type { ConnectionSettings } from "./shared_settings.ts";

interface Explanation {
  readonly code: string;
  /** Follows the address. */
  readonly state: string;
  readonly remedy: string;
  /** Waiting does not help: a setting has to change. */
  readonly hopeless?: true;
}

const START_IT = "Start Kafka there, or name another address with --brokers (KAFKA_BROKERS)";

/** Those that are nearest to working come first: the first one found gives the error its code. */
const EXPLANATIONS: Readonly<Record<Exclude<Condition, "ready">, Explanation>> = {
  "tls_on_plain_port": {
    code: "tls_on_plain_port",
    state: "does not speak TLS on this port",
    remedy: "Start without --tls (KAFKA_TLS), or name the brokers' TLS port with --brokers",
    hopeless: true,
  },
  "plain_on_tls_port": {
    code: "plain_on_tls_port",
    state: "speaks TLS on this port",
    remedy: "Start with --tls (KAFKA_TLS=true), or name the brokers' port without TLS",
    hopeless: true,
  },
  "certificate_refused": {
    code: "certificate_refused",
    state: "has a certificate that this machine does not trust",
    remedy: "Set DENO_CERT to the file of the CA that signed it, and use a host name that is in it",
    hopeless: true,
  },
  "tls_refused": {
    code: "tls_refused",
    state: "refuses the TLS connection",
    remedy: "See the broker's log: a certificate of the client's, as it may want, is not supported",
    hopeless: true,
  },
  "silent": {
    code: "broker_silent",
    state: "accepts connections and does not answer",
    remedy: "See whether the broker hangs, and whether the port is really Kafka's",
  },
  "closed": {
    code: "broker_closed",
    state: "closes connections without an answer",
    remedy: "See the broker's log; if something stands before it, see whether it is passed on to",
  },
  "not_kafka": {
    code: "broker_not_kafka",
    state: "answers, but not as Kafka does",
    remedy: "Name the brokers' Kafka port with --brokers (KAFKA_BROKERS)",
  },
  "refused": { code: "broker_refused", state: "refuses connections", remedy: START_IT },
  "unreachable": {
    code: "broker_unreachable",
    state: "cannot be reached",
    remedy: "See whether the host is up and a firewall lets the port through",
  },
  "unresolvable": {
    code: "broker_unresolvable",
    state: "has a name that is not known here",
    remedy: "Correct the name in --brokers (KAFKA_BROKERS), or make it known to this machine",
  },
};

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
