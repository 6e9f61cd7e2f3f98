import { LOG_LEVELS } from "./log.ts";
import { addresses, duration, kafkaName, oneOf, onOff, port, text } from "./setting_types.ts";

/** How to reach the cluster. */
export interface ConnectionSettings {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly tls: boolean;
  /** Refuse any other cluster. */
  readonly clusterId: string | undefined;
  /** The brokers' `broker.session.timeout.ms`; the request timeout follows it. */
  readonly sessionTimeout: number;
  /** Milliseconds to wait for a cluster that is still forming. */
  readonly startupTimeout: number;
}

/** The rows of {@linkcode ConnectionSettings}. */
export const connectionSettings = {
  brokers: {
    flag: "brokers",
    env: "KAFKA_BROKERS",
    value: "HOST:PORT,…",
    default: "localhost:9092",
    meaning: "brokers to ask first",
    parse: addresses(),
  },
  tls: {
    flag: "tls",
    env: "KAFKA_TLS",
    meaning: "connect with TLS",
    parse: onOff(),
  },
  clusterId: {
    flag: "cluster-id",
    env: "KAFKA_CLUSTER_ID",
    value: "ID",
    meaning: "refuse any other cluster",
    parse: text(),
  },
  sessionTimeout: {
    flag: "session-timeout",
    env: "KAFKA_SESSION_TIMEOUT",
    value: "TIME",
    default: "9s",
    meaning: "the brokers' broker.session.timeout.ms; requests wait 3 s longer",
    parse: duration({ min: "1s", max: "10m" }),
  },
  startupTimeout: {
    flag: "startup-timeout",
    env: "STARTUP_TIMEOUT",
    value: "TIME",
    default: "60s",
    meaning: "how long to wait for a cluster that is still forming",
    parse: duration({ min: "1s", max: "1h" }),
  },
} as const;

/** The topic of the ticks. */
export const topicSettings = {
  topic: {
    flag: "topic",
    env: "KAFKA_TOPIC",
    value: "NAME",
    default: "stock_ticks",
    meaning: "topic of the ticks",
    parse: kafkaName(),
  },
} as const;

/** What whoever operates a program sets. `runProgram` expects both in every table. */
export const operationSettings = {
  logLevel: {
    flag: "log-level",
    env: "LOG_LEVEL",
    value: "LEVEL",
    default: "INFO",
    meaning: "least level of the events on stderr: DEBUG, INFO, WARN, ERROR",
    parse: oneOf(...LOG_LEVELS),
  },
  healthPort: {
    flag: "health-port",
    env: "HEALTH_PORT",
    value: "PORT",
    default: "8080",
    meaning: "port of /health, /ready and /metrics; 0 any free one, or off",
    parse: port(),
  },
} as const;
