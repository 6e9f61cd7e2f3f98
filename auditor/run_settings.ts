import { duration, kafkaName, onOff, text, wholeNumber } from "@kafka-sim/common/setting_types";
import type { Settings } from "@kafka-sim/common/settings";
import { connectionSettings } from "@kafka-sim/common/shared_settings";
import { checkFormat, formatSettings } from "@kafka-sim/common/tick_format";
import { verdictSettings } from "./settings.ts";

const MOST_PROGRAMS = 50;

/** The settings of `auditor run`. */
export const runSettings = {
  ...connectionSettings,
  ...formatSettings,
  rate: {
    flag: "rate",
    env: "TICK_RATE",
    value: "N",
    unit: "ticks/s",
    default: "2000",
    meaning: "how many are sent over all senders",
    parse: wholeNumber({ min: 1, max: 1_000_000 }),
  },
  duration: {
    flag: "duration",
    value: "TIME",
    default: "60s",
    meaning: "how long to go on after the warm-up; POST /stop ends it before",
    parse: duration({ min: "1s", max: "500h" }),
  },
  senders: {
    flag: "senders",
    value: "N",
    default: "2",
    meaning: "number of producers",
    parse: wholeNumber({ max: MOST_PROGRAMS }),
  },
  readers: {
    flag: "readers",
    value: "N",
    default: "3",
    meaning: "number of consumers, one group; 0: reading is not judged",
    parse: wholeNumber({ max: MOST_PROGRAMS }),
  },
  universe: {
    flag: "universe",
    value: "N",
    default: "60",
    meaning: "number of symbols: enough for their keys to reach every partition",
    parse: wholeNumber({ min: 1, max: 100_000 }),
  },
  topicPrefix: {
    flag: "topic-prefix",
    value: "NAME",
    default: "stock_ticks_drill_",
    meaning: "beginning of the topic's name; the run's own name follows",
    parse: kafkaName(),
  },
  partitions: {
    flag: "partitions",
    value: "N",
    default: "6",
    meaning: "partitions of the topic",
    parse: wholeNumber({ min: 1, max: 1_000 }),
  },
  replicationFactor: {
    flag: "replication-factor",
    value: "N",
    default: "3",
    meaning: "replicas of each partition",
    parse: wholeNumber({ min: 1, max: 100 }),
  },
  minInsyncReplicas: {
    flag: "min-insync-replicas",
    value: "N",
    default: "2",
    meaning: "how many replicas must have a record before it is acknowledged",
    parse: wholeNumber({ min: 1, max: 100 }),
  },
  keepTopic: {
    flag: "keep-topic",
    meaning: "keep the topic after a pass, too",
    parse: onOff(),
  },
  controlHost: {
    flag: "control-host",
    value: "ADDRESS",
    default: "127.0.0.1",
    meaning: "address at which the run can be steered: whoever reaches it may stop the run",
    parse: text(),
  },
  controlPort: {
    flag: "control-port",
    value: "PORT",
    default: "0",
    meaning: "its port; 0 any free one, which the event control_listening names",
    parse: wholeNumber({ max: 65_535 }),
  },
  ...verdictSettings,
} as const;

/** What {@linkcode runSettings} resolves to. */
export type RunSettings = Settings<typeof runSettings>;

/** The rules between settings: a sentence for each that is broken. */
export function checkRunSettings(settings: RunSettings): string[] {
  const { report, minInsyncReplicas, replicationFactor } = settings;
  const problems = [...checkFormat(settings)];
  if (report === undefined) problems.push('Cannot run without setting "--report": name a folder');
  if (minInsyncReplicas > replicationFactor) {
    problems.push(
      'Cannot use setting "--min-insync-replicas" as it must be at most "--replication-factor", ' +
        `${replicationFactor}: current value is "${minInsyncReplicas}"`,
    );
  }
  return problems;
}
