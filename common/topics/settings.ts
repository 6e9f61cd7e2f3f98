import { duration, kafkaName, onOff, wholeNumber } from "../setting_types.ts";
import type { Settings } from "../settings.ts";
import { connectionSettings, operationSettings, topicSettings } from "../shared_settings.ts";

/** Options that say the same as a config: one of both would win in silence. */
const CONFIGS_WITH_OPTION: Readonly<Record<string, string>> = {
  "min.insync.replicas": "--min-insync-replicas",
  "retention.ms": "--retention",
};

/** The settings of the topic program. */
export const topicsSettings = {
  ...connectionSettings,
  ...topicSettings,
  dlq: {
    flag: "dlq",
    env: "KAFKA_DLQ",
    value: "NAME",
    meaning: "its dead letter topic, or off; default the topic's name with _dlq",
    parse: kafkaName(),
  },
  partitions: {
    flag: "partitions",
    env: "TOPIC_PARTITIONS",
    value: "N",
    meaning: "number of partitions; not given: 3, and more is fine",
    parse: wholeNumber({ min: 1, max: 10_000 }),
  },
  replicationFactor: {
    flag: "replication-factor",
    env: "TOPIC_REPLICATION_FACTOR",
    value: "N",
    meaning: "copies of each partition; not given: 1, and more is fine",
    parse: wholeNumber({ min: 1, max: 100 }),
  },
  minInsyncReplicas: {
    flag: "min-insync-replicas",
    env: "TOPIC_MIN_INSYNC_REPLICAS",
    value: "N",
    meaning: "copies that must have a record before it counts as written; not given: as it is",
    parse: wholeNumber({ min: 1, max: 100 }),
  },
  retention: {
    flag: "retention",
    env: "TOPIC_RETENTION",
    value: "TIME",
    meaning: "how long records are kept, or off for ever; not given: 168h, and longer is fine",
    parse: durationOrOff,
  },
  config: {
    flag: "config",
    env: "TOPIC_CONFIG",
    value: "NAME=VALUE,…",
    meaning: "other configs of the topic, by Kafka's names",
    parse: configs,
  },
  registryTopics: {
    flag: "registry-topics",
    meaning: "the topics of an Apicurio schema registry too, kept for ever",
    parse: onOff(),
  },
  check: {
    flag: "check",
    meaning: "change nothing; exit code 1 if anything differs",
    parse: onOff(),
  },
  logLevel: operationSettings.logLevel,
} as const;

/** What {@linkcode topicsSettings} resolves to. */
export type TopicsSettings = Settings<typeof topicsSettings>;

/** The rules between settings: a sentence for each that is broken. */
export function checkTopicsSettings(settings: TopicsSettings): string[] {
  const { topic, dlq, replicationFactor, minInsyncReplicas, config = {} } = settings;
  const problems: string[] = [];
  if (dlq === topic) {
    problems.push(`Cannot use "${dlq}" for both "--topic" and "--dlq": name another one`);
  }
  if (replicationFactor !== undefined && (minInsyncReplicas ?? 1) > replicationFactor) {
    problems.push(
      'Cannot use setting "--min-insync-replicas" as it must be at most ' +
        `"--replication-factor", ${replicationFactor}: current value is "${minInsyncReplicas}"`,
    );
  }
  for (const name of Object.keys(config)) {
    const flag = CONFIGS_WITH_OPTION[name];
    if (flag) problems.push(`Cannot set "${name}" by "--config": use "${flag}"`);
  }
  return problems;
}

/** Milliseconds as Kafka has them: −1 for ever. */
function durationOrOff(text: string): number {
  if (text === "off") return -1;
  try {
    return duration({ min: "1s", max: "1000000h" })(text);
  } catch {
    throw new Error("must be off, or a time with its unit (ms, s, m, h) from 1s to 1000000h");
  }
}

/** A comma belongs to a value where no name follows it: `cleanup.policy=compact,delete`. */
function configs(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(/,(?=[a-z.]+=)/).map((pair) => pair.split(/=(.*)/s));
  for (const [name = "", value = ""] of pairs) {
    if (!/^[a-z]+(\.[a-z]+)*$/.test(name) || value.trim() === "") {
      throw new Error("must be NAME=VALUE, several with commas between");
    }
  }
  return Object.fromEntries(pairs.map(([name, value]) => [name, value]));
}
