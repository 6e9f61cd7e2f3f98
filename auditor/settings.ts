import { duration, kafkaName, onOff, text, wholeNumber } from "@kafka-sim/common/setting_types";
import type { Settings } from "@kafka-sim/common/settings";
import { connectionSettings, operationSettings } from "@kafka-sim/common/shared_settings";

const { brokers, tls, clusterId, startupTimeout } = connectionSettings;

/** The settings of `auditor judge`. */
export const judgeSettings = {
  brokers,
  tls,
  clusterId,
  startupTimeout,
  topic: {
    flag: "topic",
    env: "KAFKA_TOPIC",
    value: "NAME",
    meaning: "topic to read back; without it, the ledgers' own",
    parse: kafkaName(),
  },
  ledger: {
    flag: "ledger",
    value: "DIR",
    meaning: "folder of the ledgers, *.ledger in it or below",
    parse: text(),
  },
  report: {
    flag: "report",
    value: "DIR",
    meaning: "folder for report.json and report.html; made if it is missing",
    parse: text(),
  },
  readings: {
    flag: "readings",
    value: "N",
    default: "2",
    meaning: "how often to read the log; every reading must agree with the last",
    parse: wholeNumber({ min: 1, max: 10 }),
  },
  minAcknowledged: {
    flag: "min-acknowledged",
    value: "N",
    default: "5000",
    meaning: "acknowledged records below which nothing is proven",
    parse: wholeNumber(),
  },
  minPerPartition: {
    flag: "min-per-partition",
    value: "N",
    default: "100",
    meaning: "the same for each partition",
    parse: wholeNumber(),
  },
  writingLimit: {
    flag: "writing-limit",
    value: "TIME",
    meaning: "fail if writing stood still for longer; without it outages are only measured",
    parse: duration(),
  },
  readingLimit: {
    flag: "reading-limit",
    value: "TIME",
    meaning: "the same for reading",
    parse: duration(),
  },
  readingTimeout: {
    flag: "reading-timeout",
    value: "TIME",
    default: "30s",
    meaning: "how long to wait for the group to get to the end of the log",
    parse: duration({ min: "0s" }),
  },
  sharedTopic: {
    flag: "shared-topic",
    meaning: "others write to the topic, too: count their records, do not fail for them",
    parse: onOff(),
  },
  logLevel: operationSettings.logLevel,
} as const;

/** What {@linkcode judgeSettings} resolves to. */
export type JudgeSettings = Settings<typeof judgeSettings>;

/** Both folders must be named. */
export function checkJudgeSettings({ ledger, report }: JudgeSettings): string[] {
  const problems: string[] = [];
  if (ledger === undefined) problems.push('Cannot judge without setting "--ledger": name a folder');
  if (report === undefined) problems.push('Cannot judge without setting "--report": name a folder');
  return problems;
}
