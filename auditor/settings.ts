import { duration, kafkaName, onOff, text, wholeNumber } from "@kafka-sim/common/setting_types";
import type { Settings, SettingsTable } from "@kafka-sim/common/settings";
import { connectionSettings, operationSettings } from "@kafka-sim/common/shared_settings";

const { brokers, tls, clusterId, startupTimeout } = connectionSettings;

/** What a verdict needs to know, however the run came about. */
export const verdictSettings = {
  report: {
    flag: "report",
    value: "DIR",
    meaning: "folder for report.json and report.html; made if it is missing",
    parse: text(),
  },
  index: {
    flag: "index",
    meaning: "also make index.html of all reports in the folder above",
    parse: onOff(),
  },
  minAcknowledged: {
    flag: "min-acknowledged",
    value: "N",
    default: "5000",
    meaning: "acknowledged records below which nothing is proven",
    parse: wholeNumber({ min: 1 }),
  },
  minPerPartition: {
    flag: "min-per-partition",
    value: "N",
    default: "100",
    meaning: "the same for each partition",
    parse: wholeNumber({ min: 1 }),
  },
  writingLimit: {
    flag: "writing-limit",
    value: "TIME",
    meaning: "fail if writing stood still for longer; by itself what the fault's declaration says",
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
    meaning: "how long the group may take to get to the end of the log when all is in sync",
    parse: duration({ min: "0s" }),
  },
  dataDir: {
    flag: "data-dir",
    value: "DIR",
    meaning: "replicas' files on this machine, to be searched for what is lost",
    parse: text(),
  },
  logLevel: operationSettings.logLevel,
} as const;

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
    meaning: "folder of the ledgers, *.ledger in it or below; a run's folder has its journal, too",
    parse: text(),
  },
  readings: {
    flag: "readings",
    value: "N",
    default: "2",
    meaning: "how often to read the log; every reading must agree with the last",
    parse: wholeNumber({ min: 1, max: 10 }),
  },
  sharedTopic: {
    flag: "shared-topic",
    meaning: "others write to the topic, too: count their records, do not fail for them",
    parse: onOff(),
  },
  ...verdictSettings,
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

/** The settings of `auditor index`. */
export const indexSettings = {
  reports: {
    flag: "reports",
    value: "DIR",
    meaning: "folder whose folders have a report.json each; gets index.html",
    parse: text(),
  },
  logLevel: operationSettings.logLevel,
} as const;

/** What {@linkcode indexSettings} resolves to. */
export type IndexSettings = Settings<typeof indexSettings>;

/** The folder must be named. */
export function checkIndexSettings({ reports }: IndexSettings): string[] {
  return reports === undefined ? ['Cannot list without setting "--reports": name a folder'] : [];
}

/** Settings as a report shows them. */
export function settingsByFlag<T extends SettingsTable>(
  table: T,
  settings: Settings<T>,
): Record<string, string | number | boolean | null> {
  const rows = Object.entries(table).map(([name, { flag }]) => {
    const value: unknown = settings[name];
    if (typeof value === "number" || typeof value === "boolean") return [flag, value] as const;
    return [flag, value === undefined ? null : String(value)] as const;
  });
  return Object.fromEntries(rows);
}
