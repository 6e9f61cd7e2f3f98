import {
  addresses,
  decimal,
  duration,
  oneOf,
  onOff,
  text,
  wholeNumber,
} from "@kafka-sim/common/setting_types";
import type { Settings } from "@kafka-sim/common/settings";

/** The settings of `deno task dev`. Those of the programs that it has too mean the same. */
export const devSettings = {
  kafka: {
    flag: "kafka",
    env: "KAFKA_BROKERS",
    value: "HOST:PORT,…",
    meaning: "use this running Kafka instead of starting one",
    parse: addresses(),
  },
  cluster: {
    flag: "cluster",
    value: "N",
    default: "1",
    meaning: "nodes of the Kafka to start: 1, or 3 to break one by a key",
    parse: (value: string): 1 | 3 => oneOf("1", "3")(value) === "3" ? 3 : 1,
  },
  keep: {
    flag: "keep",
    value: "DIR",
    meaning: "keep the data in this folder and go on from it next time",
    parse: text(),
  },
  registry: {
    flag: "registry",
    meaning: "start a schema registry (Apicurio) on that Kafka, and send the ticks as Avro",
    parse: onOff(),
  },
  producers: {
    flag: "producers",
    value: "N",
    default: "1",
    meaning: "number of producers",
    parse: wholeNumber({ min: 0, max: 20 }),
  },
  consumers: {
    flag: "consumers",
    value: "N",
    default: "1",
    meaning: "number of consumers; the first one shows the table",
    parse: wholeNumber({ min: 0, max: 20 }),
  },
  rate: {
    flag: "rate",
    env: "TICK_RATE",
    value: "N",
    unit: "ticks/s",
    meaning: "ticks per second of each producer, instead of one per symbol every 1.5 s",
    parse: decimal({ above: 0, max: 1_000_000 }),
  },
  speed: {
    flag: "speed",
    env: "TICK_SPEED",
    value: "N",
    meaning: "how much faster than the clock the market runs",
    parse: decimal({ above: 0, max: 1_000_000 }),
  },
  symbols: {
    flag: "symbols",
    env: "TICK_SYMBOLS",
    value: "FILE",
    meaning: "own symbols instead of the five",
    parse: text(),
  },
  universe: {
    flag: "universe",
    env: "TICK_UNIVERSE",
    value: "N",
    meaning: "number of symbols in all; with --cluster 3 it is 60 by itself",
    parse: wholeNumber({ min: 1, max: 100_000 }),
  },
  output: {
    flag: "output",
    env: "OUTPUT",
    value: "FORM",
    meaning: "table, lines, json or none; by itself table on a terminal, lines else",
    parse: oneOf("table", "lines", "json", "none"),
  },
  duration: {
    flag: "duration",
    value: "TIME",
    meaning: "stop by itself this long after the first tick could flow",
    parse: duration({ min: "100ms", max: "500h" }),
  },
  logLevel: {
    flag: "log-level",
    value: "LEVEL",
    default: "INFO",
    meaning: "least level of the events in the programs' logs: DEBUG or INFO",
    parse: oneOf("DEBUG", "INFO"),
  },
  prepare: {
    flag: "prepare",
    meaning: "fetch and prepare everything and end: later starts need no network",
    parse: onOff(),
  },
} as const;

/** What {@linkcode devSettings} resolves to. */
export type DevSettings = Settings<typeof devSettings>;

/** The rules between settings: a sentence for each that is broken. */
export function checkSettings(settings: DevSettings): readonly string[] {
  const problems: string[] = [];
  if (settings.symbols !== undefined && settings.universe !== undefined) {
    problems.push('Cannot use setting "--symbols" with "--universe": give one of them');
  }
  const { kafka, cluster, keep, registry } = settings;
  if (kafka !== undefined && (cluster === 3 || keep !== undefined || registry)) {
    problems.push(
      'Cannot use setting "--kafka" (KAFKA_BROKERS) with "--cluster", "--keep" or "--registry" as ' +
        "those are for the Kafka that is started here: leave one out",
    );
  }
  return problems;
}
