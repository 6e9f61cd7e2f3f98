import kafkajs, {
  type Admin,
  type Consumer,
  type Kafka,
  type KafkaConfig,
  type Producer,
} from "kafkajs";
import { Breaker } from "./breaker.ts";
import { createClientLog, logWarnings } from "./client_log.ts";
import { InnerClusters } from "./inner_clusters.ts";
import type { EventLog } from "./log.ts";
import { requireKafkajsEnv } from "./permissions.ts";
import { createProbe } from "./probe.ts";
import type { ConnectionSettings } from "./shared_settings.ts";
import { snappyCodec } from "./snappy.ts";
import { Sockets } from "./sockets.ts";

/**
 * How much longer than the broker session timeout a request waits, in milliseconds. With acks=all a
 * healthy leader answers only when a dead follower has been fenced, which takes the session timeout.
 */
const REQUEST_MARGIN_MS = 3_000;
const CONNECTION_TIMEOUT_MS = 3_000;
const PROBE_TIMEOUT_MS = 1_000;
/** A back-off longer than a second would itself become the outage. */
const BACK_OFF = {
  initialRetryTime: 100,
  maxRetryTime: 1_000,
  multiplier: 2,
  factor: 0.2,
} as const;

/** kafkajs with what this project puts around it. */
export interface KafkaClient {
  readonly kafka: Kafka;
  readonly breaker: Breaker;
  /** Milliseconds that a request waits for its answer. */
  readonly requestTimeout: number;
  /** Lets this client's request timeouts break its connections. Call it before `connect()`. */
  watch(client: Producer | Consumer | Admin): void;
  /** Has kafkajs look at this topic only: others without a leader then do no harm. */
  focusOn(topic: string): void;
  /**
   * Takes note that this broker leads the partition now: cuts the connections to one that kafkajs
   * still takes for the leader, which makes it look for its way anew.
   */
  leaderFound(topic: string, partition: number, address: string): Promise<void>;
  /** Cuts every connection at once and opens no other. `disconnect()` the clients before. */
  close(): void;
}

/** Collaborators of {@linkcode createClient}. */
export interface ClientDependencies {
  /** Stands in the brokers' logs. */
  readonly clientId: string;
  readonly log: EventLog;
  /**
   * Shared by clients of one cluster, so that what one learns about a broker all know.
   *
   * @default {one of its own}
   */
  readonly breaker?: Breaker;
  /**
   * How often kafkajs tries again to connect or to find its way before it reports an error: the
   * default ends after about five seconds.
   *
   * @default {8}
   */
  readonly retries?: number;
}

/** Creates a breaker for the clients of one cluster. Whoever creates it closes it. */
export function createBreaker(connection: ConnectionSettings, log: EventLog): Breaker {
  const breaker = new Breaker({
    log,
    probe: createProbe({ tls: connection.tls, timeout: PROBE_TIMEOUT_MS }),
  });
  connection.brokers.forEach((address) => breaker.know(address));
  return breaker;
}

/**
 * Creates a kafkajs client with explicit timeouts and retries, Snappy, and a circuit breaker.
 * It connects to nothing by itself.
 *
 * @throws {ProgramError} `env_permission_missing`.
 */
export function createClient(
  connection: ConnectionSettings,
  deps: ClientDependencies,
): KafkaClient {
  requireKafkajsEnv();
  kafkajs.CompressionCodecs[kafkajs.CompressionTypes.Snappy] = () => snappyCodec;
  logWarnings(deps.log);
  const breaker = deps.breaker ?? createBreaker(connection, deps.log);
  const sockets = new Sockets(breaker);
  const kafka = new kafkajs.Kafka({
    ...clientConfig(connection, deps.retries),
    clientId: deps.clientId,
    socketFactory: sockets.factory,
    logLevel: kafkajs.logLevel.INFO,
    logCreator: createClientLog(deps.log),
  });
  const clusters = new InnerClusters(kafka);
  return {
    kafka,
    breaker,
    requestTimeout: requestTimeoutOf(connection),
    watch: (client) => {
      const on = client.on as (event: string, listener: (event: TimeoutEvent) => unknown) => void;
      on(client.events.REQUEST_TIMEOUT, async ({ payload: { broker } }) => {
        await breaker.requestTimedOut(broker);
        // The connection may be dead although the broker is not, as after a silent network fault.
        sockets.cut(broker, "a request timed out");
      });
    },
    focusOn: clusters.focusOn.bind(clusters),
    leaderFound: async (topic, partition, address) => {
      const leader = withoutBrackets(address);
      const former = clusters.leadersOf(topic, partition).filter((other) => other !== leader);
      await Promise.all(former.map(async (broker) => {
        deps.log.info("leader_moved", { topic, partition, from: broker, to: leader });
        // One that hangs would take kafkajs' next questions, too.
        await breaker.suspendIfSilent(broker);
        sockets.cut(broker, "the partition has another leader");
      }));
    },
    close: () => {
      sockets.close();
      if (breaker !== deps.breaker) breaker.close();
    },
  };
}

/** What kafkajs is told about a connection: nothing that matters is left to its defaults. */
export function clientConfig(connection: ConnectionSettings, retries: number = 8): KafkaConfig {
  return {
    brokers: [...connection.brokers],
    ssl: connection.tls,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: requestTimeoutOf(connection),
    enforceRequestTimeout: true,
    retry: { ...BACK_OFF, retries },
  };
}

function requestTimeoutOf({ sessionTimeout }: ConnectionSettings): number {
  return sessionTimeout + REQUEST_MARGIN_MS;
}

/** kafkajs has an IPv6 host without them. */
function withoutBrackets(address: string): string {
  return address.replace(/^\[(.*)\]/, "$1");
}

interface TimeoutEvent {
  readonly payload: { readonly broker: string };
}
