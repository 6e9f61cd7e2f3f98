import { duration, kafkaName, oneOf, text, wholeNumber } from "@kafka-sim/common/setting_types";
import type { Settings } from "@kafka-sim/common/settings";
import {
  connectionSettings,
  operationSettings,
  topicSettings,
} from "@kafka-sim/common/shared_settings";
import { checkFormat, formatSettings } from "@kafka-sim/common/tick_format";

/** The consumer's settings. */
export const consumerSettings = {
  ...connectionSettings,
  ...topicSettings,
  ...formatSettings,
  group: {
    flag: "group",
    env: "KAFKA_GROUP",
    value: "NAME",
    default: "tick-consumers",
    meaning: "consumer group; for any other topic than stock_ticks, -TOPIC is added to it",
    parse: text(),
  },
  from: {
    flag: "from",
    env: "CONSUME_FROM",
    value: "PLACE",
    default: "earliest",
    meaning: "where a group without committed offsets begins: earliest or latest",
    parse: oneOf("earliest", "latest"),
  },
  dlq: {
    flag: "dlq",
    env: "KAFKA_DLQ",
    value: "NAME",
    meaning: "topic for records that are no ticks; by itself the topic's name with _dlq, " +
      "or stock_ticks_dlq where there is none of that name",
    parse: kafkaName(),
  },
  output: {
    flag: "output",
    env: "OUTPUT",
    value: "FORM",
    meaning: "table, lines, json or none; by itself table on a terminal, lines else",
    parse: oneOf("table", "lines", "json", "none"),
  },
  footer: {
    flag: "footer",
    env: "FOOTER",
    value: "FILE",
    meaning: "text whose lines stand below the table, read again and again",
    parse: text(),
  },
  ledger: {
    flag: "ledger",
    env: "LEDGER",
    value: "FILE",
    meaning: "write down what was handled, in a new file",
    parse: text(),
  },
  groupSession: {
    flag: "group-session-timeout",
    env: "GROUP_SESSION_TIMEOUT",
    value: "TIME",
    default: "10s",
    meaning: "how long the group waits for a sign of life before it shares out the partitions anew",
    parse: duration({ min: "1s", max: "30m" }),
  },
  heartbeat: {
    flag: "heartbeat",
    env: "GROUP_HEARTBEAT",
    value: "TIME",
    default: "1s",
    meaning: "time between two signs of life to the group",
    parse: duration({ min: "100ms", max: "10m" }),
  },
  fetchWait: {
    flag: "fetch-wait",
    env: "FETCH_WAIT",
    value: "TIME",
    default: "500ms",
    meaning: "how long a broker waits for records before it answers that there are none",
    parse: duration({ min: "10ms", max: "30s" }),
  },
  fetchSize: {
    flag: "fetch-size",
    env: "FETCH_SIZE",
    value: "N",
    unit: "KiB",
    default: "32",
    meaning: "most that is fetched of one partition at a time, or one batch if that is larger",
    parse: wholeNumber({ min: 1, max: 51_200 }),
  },
  commitInterval: {
    flag: "commit-interval",
    env: "COMMIT_INTERVAL",
    value: "TIME",
    default: "100ms",
    meaning: "least time between two commits of what was handled",
    parse: duration({ min: "1ms", max: "5m" }),
  },
  leaveTimeout: {
    flag: "leave-timeout",
    env: "LEAVE_TIMEOUT",
    value: "TIME",
    default: "10s",
    meaning: "how long to finish, commit and leave the group after the stop",
    parse: duration({ min: "1ms", max: "1h" }),
  },
  duration: {
    flag: "duration",
    env: "DURATION",
    value: "TIME",
    meaning: "stop by itself after this time",
    parse: duration({ min: "100ms", max: "500h" }),
  },
  ...operationSettings,
} as const;

/** What {@linkcode consumerSettings} resolves to. */
export type ConsumerSettings = Settings<typeof consumerSettings>;

/** The rules between settings: a sentence for each that is broken. */
export function checkSettings(settings: ConsumerSettings): readonly string[] {
  const { groupSession, heartbeat, fetchWait } = settings;
  const problems = [...checkFormat(settings)];
  if (heartbeat > groupSession / 3) {
    problems.push(
      'Cannot use setting "--heartbeat" as it must be at most a third of ' +
        `"--group-session-timeout", ${groupSession} ms: current value is "${heartbeat} ms"`,
    );
  }
  if (fetchWait > groupSession / 3) {
    problems.push(
      'Cannot use setting "--fetch-wait" as it must be at most a third of ' +
        `"--group-session-timeout", ${groupSession} ms: current value is "${fetchWait} ms"`,
    );
  }
  return problems;
}
