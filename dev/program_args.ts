import type { DevSettings } from "./settings.ts";

/** Where the programs find Kafka. */
export interface Target {
  readonly brokers: readonly string[];
  /** Known where Kafka was started here. */
  readonly clusterId: string | undefined;
  /** The registry that was started here, if one was. */
  readonly registry?: string | undefined;
}

/**
 * What the programs must not take from the environment: it may speak of another Kafka, and two
 * programs cannot share a port. An empty variable counts as absent.
 */
export function programEnv(settings: DevSettings): Record<string, string> {
  const own = { HEALTH_PORT: "", KAFKA_BROKERS: "", OUTPUT: "", LEDGER: "", DURATION: "" };
  return settings.kafka ? own : { ...own, KAFKA_TLS: "", KAFKA_CLUSTER_ID: "" };
}

/** The topic program's arguments. */
export function topicsArgs(settings: DevSettings, target: Target): string[] {
  const size = settings.cluster === 3
    ? ["--partitions", "6", "--replication-factor", "3", "--min-insync-replicas", "2"]
    : [];
  const registry = settings.registry ? ["--registry-topics"] : [];
  return [...connection(settings, target), ...size, ...registry];
}

/** A producer's arguments. */
export function producerArgs(settings: DevSettings, target: Target): string[] {
  const { rate, speed, symbols, universe } = settings;
  // The five symbols reach only four of six partitions.
  const filling = settings.cluster === 3 && symbols === undefined ? 60 : undefined;
  return [
    ...connection(settings, target),
    ...format(target),
    ...option("rate", rate),
    ...option("speed", speed),
    ...option("symbols", symbols),
    ...option("universe", universe ?? filling),
    ...option("drain-timeout", "10s"),
    ...option("health-port", 0),
  ];
}

/** A consumer's arguments; the first one also shows the status lines. */
export function consumerArgs(
  settings: DevSettings,
  target: Target,
  { number, footer }: { readonly number: number; readonly footer: string },
): string[] {
  // Several tables would draw over each other; several lists do no harm.
  const isShown = number === 1 || settings.output === "lines" || settings.output === "json";
  return [
    ...connection(settings, target),
    ...format(target),
    ...option("output", isShown ? settings.output : "none"),
    ...option("footer", number === 1 ? footer : undefined),
    ...option("health-port", 0),
  ];
}

function connection(settings: DevSettings, { brokers, clusterId }: Target): string[] {
  return [
    ...option("brokers", brokers.join(",")),
    ...option("cluster-id", clusterId),
    ...option("log-level", settings.logLevel),
  ];
}

function format({ registry }: Target): string[] {
  return registry === undefined ? [] : ["--format=avro", ...option("registry", registry)];
}

function option(flag: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`--${flag}=${value}`];
}
